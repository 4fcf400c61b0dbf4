-- 装一个包：load.sh 依次调用下面几个，全在一次事务里。

create or replace function tuanjian.ready() returns text
language sql stable as $$ select string_agg(name, ' ' order by nr) from tuanjian.tables() $$;
comment on function tuanjian.ready() is '库建好了没有；回答要装哪些表';

create or replace function tuanjian.begin_parcel(manifest text) returns boolean
language plpgsql as $$
declare
  m constant jsonb := manifest::jsonb;
  its_digest constant text := encode(sha256(convert_to(manifest || E'\n', 'UTF8')), 'hex');
  its_name constant text := regexp_replace(coalesce(m #>> '{sender,name}', ''), '[[:cntrl:]]', '', 'g');
  nr bigint;
  who uuid;
  newest bigint;
  t text;
begin
  if m ->> 'format' is distinct from 'tuanjian-parcel' or coalesce(m ->> 'version', '') !~ '^[1-9][0-9]{0,5}$'
    or coalesce(m ->> 'sequence', '') !~ '^[1-9][0-9]{0,17}$' or coalesce(m #>> '{sender,ledger}', '') !~ '^[0-9a-f]{32}$' then
    perform tuanjian.refuse('TJ001', null);
  elsif (m ->> 'version')::int > tuanjian.format_version() then
    perform tuanjian.refuse('TJ002', null);
  elsif m ->> 'kind' is distinct from 'submission' then
    perform tuanjian.refuse('TJ003', null);
  elsif its_name like '%（练习，不能接收）' then
    perform tuanjian.refuse('TJ004', null);
  end if;
  nr := m ->> 'sequence';
  who := m #>> '{sender,ledger}';
  insert into tuanjian.sender as s (ledger, sequence) values (who, 0)
    on conflict (ledger) do update set ledger = excluded.ledger returning s.sequence into newest; -- 同一社区的包一个一个来
  if exists (select from tuanjian.loaded l where l.digest = its_digest) then
    return false;
  elsif nr < newest then
    perform tuanjian.refuse('TJ005', null);
  elsif nr = newest then
    perform tuanjian.refuse('TJ006', null);
  end if;
  create temp table in_parcel on commit drop as
    select m as manifest, its_digest as digest, its_name as name, nr as sequence, who as sender, (m ->> 'version')::int >= tuanjian.guarded_since() as guarded;
  create temp table in_count (name text, rows bigint) on commit drop;
  for t in select name from tuanjian.tables() loop
    execute format('delete from tuanjian.%I where _sender = $1', t) using who;
  end loop;
  return true;
end $$;
comment on function tuanjian.begin_parcel(text) is '看包的说明，收就清掉这个社区原来的记录；装过的包回答否';

create or replace procedure tuanjian.open_table(t text, head text)
language plpgsql as $$
declare
  names constant text[] := string_to_array(rtrim(head, E'\r\n'), ',');
  wanted constant text[] := array(select a.name from tuanjian.columns(t) a);
begin
  if coalesce(cardinality(names), 0) not between 1 and 400 then
    perform tuanjian.refuse('TJ007', null);
  end if;
  execute format('create temp table in_%s (%s) on commit drop', t,
    (select string_agg(case when n = any (wanted) then quote_ident(n) else '_x' || i end || ' text', ', ' order by i) from unnest(names) with ordinality as x (n, i)));
end $$;
comment on procedure tuanjian.open_table(text, text) is '按表头开一张临时表；不认识的列照收，以后略过';

create or replace procedure tuanjian.take_table(t text, dotted boolean)
language plpgsql as $$
declare
  p record;
  n bigint;
begin
  select * into p from in_parcel;
  if not exists (select from jsonb_path_query(p.manifest, '$.files[*]') f where f ->> 'path' = t || '.csv') then
    perform tuanjian.refuse('TJ007', null);
  end if;
  execute format('alter table in_%s %s', t, (select string_agg(format('add column if not exists %I text', a.name), ', ') from tuanjian.columns(t) a));
  execute format('insert into tuanjian.%I (_sender, %s) select $1, %s from in_%s', t,
    (select string_agg(quote_ident(a.name), ', ' order by a.nr) from tuanjian.columns(t) a),
    (select string_agg(format(case a.type
        when 'uuid' then 'tuanjian.as_id(%I)' when 'uuid[]' then 'tuanjian.as_ids(%I)' when 'bigint' then 'tuanjian.as_whole(%I)'
        when 'numeric' then 'tuanjian.as_amount(%I)' when 'timestamp with time zone' then 'tuanjian.as_time(%I)'
        else case when dotted then 'tuanjian.as_text(replace(%I, E''\\.\uE000'', E''\\.''), $2)' else 'tuanjian.as_text(%I, $2)' end end, a.name), ', ' order by a.nr) from tuanjian.columns(t) a), t)
    using p.sender, p.guarded;
  get diagnostics n = row_count;
  insert into in_count values (t, n);
end $$;
comment on procedure tuanjian.take_table(text, boolean) is '把临时表的每一行变成记录；dotted 说有没有做过记号的行';

create or replace function tuanjian.columns(t text) returns table (nr int, name text, type text)
language sql stable as $$
  select a.attnum::int, a.attname::text, format_type(a.atttypid, a.atttypmod) from pg_attribute a
  where a.attrelid = format('tuanjian.%I', t)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> '_sender'
$$;
comment on function tuanjian.columns(text) is '一张表从包里来的各列';

create or replace function tuanjian.finish_parcel() returns text
language plpgsql as $$
declare
  p record;
  its_street text;
  its_code text;
  other uuid;
begin
  select * into p from in_parcel;
  if exists (select from tuanjian.tables() t
             join jsonb_path_query(p.manifest, '$.files[*]') f on f ->> 'path' = t.name || '.csv'
             left join in_count n on n.name = t.name
             where n.rows is distinct from coalesce((f ->> 'rows')::bigint, 0)) then
    perform tuanjian.refuse('TJ007', null);
  end if;
  -- 很早的包没有带代码表：用这里的。
  insert into tuanjian.codes (_sender, list, code, label, grp)
    select p.sender, c.list, c.code, c.label, c.grp from tuanjian.code_now c
    where not exists (select from tuanjian.codes o where o._sender = p.sender and o.list = c.list);
  its_code := nullif(p.manifest #>> '{sender,code}', '');
  its_street := coalesce((select street from tuanjian.community where _sender = p.sender order by name = p.name desc, _order limit 1), p.manifest #>> '{recipient,name}');
  update tuanjian.sender set name = p.name, code = its_code, street = its_street, sequence = p.sequence,
      snapshot = (p.manifest ->> 'snapshot')::date, digest = p.digest, loaded = now() where ledger = p.sender;
  insert into tuanjian.loaded (digest, _sender, sequence, snapshot, generated, program, manifest, loaded, loaded_by)
    values (p.digest, p.sender, p.sequence, (p.manifest ->> 'snapshot')::date, (p.manifest ->> 'generated')::timestamptz, p.manifest ->> 'program', p.manifest, now(), current_user);
  select ledger into other from tuanjian.sender s
    where s.ledger <> p.sender and s.sequence > 0 and (s.code = its_code or (s.code is null or its_code is null) and s.name = p.name and s.street is not distinct from its_street) limit 1;
  return format('%s 第 %s 次，%s：%s', p.name, p.sequence, p.manifest ->> 'snapshot',
      (select string_agg(t.title || ' ' || n.rows, '，' order by t.nr) from tuanjian.tables() t join in_count n using (name) where t.record))
    || case when other is null then '' else format('。库里还有这个社区的另一本台账，汇总会重复算；旧的不要了就运行：call tuanjian.forget(''%s'')', other) end;
end $$;
comment on function tuanjian.finish_parcel() is '核对行数，记下装了哪个包';

create or replace procedure tuanjian.forget(old uuid)
language plpgsql as $$
declare
  t text;
begin
  for t in select name from tuanjian.tables() union all select 'loaded' loop
    execute format('delete from tuanjian.%I where _sender = $1', t) using old;
  end loop;
  delete from tuanjian.sender where ledger = old;
end $$;
comment on procedure tuanjian.forget(uuid) is '去掉一本台账报来的全部记录：社区换了新台账，旧的不再报的时候用';
