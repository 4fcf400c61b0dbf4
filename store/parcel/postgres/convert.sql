-- 表里的文字变成数据库的值。读不懂的一律不收：报错只带编号，不带内容。

create or replace function tuanjian.refuse(code text, text) returns text
language plpgsql immutable parallel safe as $$
begin
  raise exception using errcode = code, message = 'tuanjian';
end $$;
comment on function tuanjian.refuse(text, text) is '不收：只报编号，不报内容';

create or replace function tuanjian.as_id(c text) returns uuid
language sql immutable parallel safe as $$
  select case when c is null or length(c) = 32 then c::uuid else tuanjian.refuse('TJ008', c)::uuid end
$$;
comment on function tuanjian.as_id(text) is '一个记录编号';

create or replace function tuanjian.as_ids(c text) returns uuid[]
language sql immutable parallel safe as $$
  select case when c is null or c ~ '^[0-9A-Fa-f]{32}( [0-9A-Fa-f]{32})*$' then string_to_array(c, ' ')::uuid[]
              else tuanjian.refuse('TJ008', c)::uuid[] end
$$;
comment on function tuanjian.as_ids(text) is '几个记录编号，中间有空格';

create or replace function tuanjian.as_whole(c text) returns bigint
language sql immutable parallel safe as $$
  select case when c is null or length(c) <= 18 and translate(c, '0123456789', '') = '' then c::bigint else tuanjian.refuse('TJ008', c)::bigint end
$$;
comment on function tuanjian.as_whole(text) is '整数';

create or replace function tuanjian.as_amount(c text) returns numeric
language sql immutable parallel safe as $$
  select case when c is null or length(c) <= 18 and translate(c, '0123456789', '') in ('', '.') then c::numeric else tuanjian.refuse('TJ008', c)::numeric end
$$;
comment on function tuanjian.as_amount(text) is '金额，元';

create or replace function tuanjian.as_time(c text) returns timestamptz
language sql stable parallel safe as $$
  select case when c is null or length(c) = 20 and right(c, 1) = 'Z' then c::timestamptz else tuanjian.refuse('TJ008', c)::timestamptz end
$$;
comment on function tuanjian.as_time(text) is '时刻，格林尼治时间';

create or replace function tuanjian.as_text(c text, guarded boolean) returns text
language sql immutable parallel safe as $$
  select case when guarded and starts_with(c, '''') and c ~ '^''+[=+@＝＋－＠\t\r\n-]' then substr(c, 2) else nullif(c, '') end
$$;
comment on function tuanjian.as_text(text, boolean) is '文字：去掉防公式的那一个撇号；空着就是不知道';

-- 日期在包里是文字，因为 2019、2019-05、2019-05-04 是三种不同的回答。

create or replace function tuanjian.day_of(y int, m int, d int) returns date
language sql immutable parallel safe as $$
  select case when y between 1850 and 2199 and m between 1 and 12 and d between 1 and 31 then
    case when d <= 28 then make_date(y, m, d) when extract(month from make_date(y, m, 28) + (d - 28)) = m then make_date(y, m, 28) + (d - 28) end end
$$;
comment on function tuanjian.day_of(int, int, int) is '年月日；不是真实的日期就是空';

create or replace function tuanjian.first_day(t text) returns date
language sql immutable parallel safe as $$
  select case length(t)
    when 10 then case when substr(t, 5, 1) = '-' and substr(t, 8, 1) = '-' and translate(t, '0123456789', '') = '--'
      then tuanjian.day_of(left(t, 4)::int, substr(t, 6, 2)::int, substr(t, 9, 2)::int) end
    when 7 then case when substr(t, 5, 1) = '-' and translate(t, '0123456789', '') = '-' then tuanjian.day_of(left(t, 4)::int, substr(t, 6, 2)::int, 1) end
    when 4 then case when translate(t, '0123456789', '') = '' then tuanjian.day_of(t::int, 1, 1) end end
$$;
comment on function tuanjian.first_day(text) is '日期最早可能是哪一天；不是日期就是空';

create or replace function tuanjian.last_day(t text, years int default 0) returns date
language sql immutable parallel safe as $$
  select case length(t)
    when 4 then (tuanjian.first_day(t) + make_interval(years => years + 1) - interval '1 day')::date
    when 7 then (tuanjian.first_day(t) + make_interval(years => years, months => 1) - interval '1 day')::date
    else (tuanjian.first_day(t) + make_interval(years => years))::date end
$$;
comment on function tuanjian.last_day(text, int) is '日期过若干年后最晚可能是哪一天；2 月 29 日过到平年是 28 日';

-- 居民身份证号码（GB 11643-1999）说明的出生日期；member 的 idno_born 由它算出。

create or replace function tuanjian.number_day(t text) returns text
language plpgsql immutable parallel safe as $$
declare
  d constant text := left(t, 4) || case when right(t, 4) = '0000' then '' when right(t, 2) = '00' then '-' || substr(t, 5, 2)
                                        else '-' || substr(t, 5, 2) || '-' || right(t, 2) end;
begin
  return case when tuanjian.first_day(d) is not null then d end;
end $$;
comment on function tuanjian.number_day(text) is '号码里的八位日期，写成 2019-05-04；不是真实的日期就是空';

create or replace function tuanjian.number_check(s text) returns text
language sql immutable parallel safe as $$
  select substr('10X98765432', 1 + (7 * ascii(substr(s, 1, 1)) + 9 * ascii(substr(s, 2, 1)) + 10 * ascii(substr(s, 3, 1)) + 5 * ascii(substr(s, 4, 1)) + 8 * ascii(substr(s, 5, 1)) + 4 * ascii(substr(s, 6, 1))
    + 2 * ascii(substr(s, 7, 1)) + ascii(substr(s, 8, 1)) + 6 * ascii(substr(s, 9, 1)) + 3 * ascii(substr(s, 10, 1)) + 7 * ascii(substr(s, 11, 1)) + 9 * ascii(substr(s, 12, 1))
    + 10 * ascii(substr(s, 13, 1)) + 5 * ascii(substr(s, 14, 1)) + 8 * ascii(substr(s, 15, 1)) + 4 * ascii(substr(s, 16, 1)) + 2 * ascii(substr(s, 17, 1)) - 100 * ascii('0')) % 11, 1)
$$;
comment on function tuanjian.number_check(text) is '前 17 位算出的校验码';

create or replace function tuanjian.number_whole(s text) returns text
language sql immutable parallel safe as $$
  select left(s, 6) || '19' || substr(s, 7) || tuanjian.number_check(left(s, 6) || '19' || substr(s, 7))
$$;
comment on function tuanjian.number_whole(text) is '15 位的旧号码升为 18 位';

create or replace function tuanjian.number_born(s text) returns text
language sql immutable parallel safe as $$
  select case length(s)
    when 18 then case when translate(left(s, 17), '0123456789', '') = '' and right(s, 1) = tuanjian.number_check(s) and tuanjian.is_province(left(s, 2))
      then tuanjian.number_day(substr(s, 7, 8)) end
    when 15 then case when translate(s, '0123456789', '') = '' and tuanjian.is_province(left(s, 2)) then tuanjian.number_day('19' || substr(s, 7, 6)) end end
$$;
comment on function tuanjian.number_born(text) is '号码说明的出生日期；号码不对就是空';
