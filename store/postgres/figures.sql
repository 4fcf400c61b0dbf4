-- 街道汇总表。口径与程序的“汇总”相同，列名与 tuanjian summary --json 相同；人数线、年龄取自 rule 表，从哪一天看由参数定。

create or replace function tuanjian.figures(day date)
returns table (
  sender uuid,
  communities bigint, enterprises bigint, open_enterprises bigint, non_public bigint, enterprises_with_branch bigint,
  should_have_branch bigint, should_and_have_branch bigint, non_public_covered bigint, above_scale bigint, above_scale_with_branch bigint,
  branches bigint, branches_under_minimum bigint, branches_over_term bigint, branches_without_secretary bigint, branches_awaiting_election bigint,
  members bigint, men bigint, women bigint, party_members bigint, minorities bigint, mobile bigint, members_without_branch bigint,
  over_age_not_left bigint, "left" bigint, cadres bigint)
language sql stable as $$
  with limits as materialized (
    select max(value) filter (where key = 'age_out')::int as age_out,
           max(value) filter (where key = 'age_from_next_day')::boolean::int as next_day,
           max(value) filter (where key = 'branch_min')::int as branch_min
    from tuanjian.rule
  ), held as materialized ( -- 这一天在任的
    select p._sender, coalesce(p.person, '00000000-0000-0000-0000-000000000000') as person, p.branch, w.code as duty
    from tuanjian.post p
    left join tuanjian.codes w on w._sender = p._sender and w.list = 'duty' and w.label = p.duty
    where (p."from" is null or p.from_first <= day) and (p."to" is null or tuanjian.last_day(p."to") >= day)
  ), person as materialized (
    select m._sender, m.id, m.branch, m.unit,
      m.state is null or coalesce(state.grp, '') = 'on' as on_roll,
      state.code as state,
      coalesce(case when said.plain and substr(m.idno, 17, 1)::text ~ '[0-9]' and length(m.idno) = 18
                         and case substr(m.idno, 17, 1)::int % 2 when 1 then '1' else '2' end = sex.code then sex.code
                    when said.plain then tuanjian.number_sex(m.idno) end, sex.code) as sex,
      coalesce(standing.code in ('01', '02'), false) or m.party is not null as in_party,
      coalesce(nation.code <> '01', false) as minority,
      coalesce(drift.code in ('2', '3', '4'), false) as mobile,
      case when said.plain and length(m.idno) = 18 and substr(m.idno, 7, 8) = replace(m.born, '-', '') then m.born
           when said.plain and m.idno is not null then coalesce(tuanjian.number_born(m.idno), m.born)
           else m.born end as born
    from tuanjian.member m
    left join tuanjian.codes state on state._sender = m._sender and state.list = 'memberstate' and state.label = m.state
    left join tuanjian.codes sex on sex._sender = m._sender and sex.list = 'sex' and sex.label = m.sex
    left join tuanjian.codes standing on standing._sender = m._sender and standing.list = 'standing' and standing.label = m.standing
    left join tuanjian.codes nation on nation._sender = m._sender and nation.list = 'nation' and nation.label = m.nation
    left join tuanjian.codes drift on drift._sender = m._sender and drift.list = 'drift' and drift.label = m.drift
    left join tuanjian.codes paper on paper._sender = m._sender and paper.list = 'idtype' and paper.label = m.idtype
    cross join lateral (select m.idtype is null or coalesce(paper.code in ('1', '2'), false) as plain) said
  ), people as (
    select p._sender,
      count(*) filter (where on_roll) as members,
      count(*) filter (where on_roll and sex = '1') as men,
      count(*) filter (where on_roll and sex = '2') as women,
      count(*) filter (where on_roll and in_party) as party_members,
      count(*) filter (where on_roll and minority) as minorities,
      count(*) filter (where on_roll and mobile) as mobile,
      count(*) filter (where on_roll and branch is null) as members_without_branch,
      count(*) filter (where on_roll and h.person is null
        and tuanjian.last_day(born) + l.next_day <= (day - make_interval(years => l.age_out))::date) as over_age_not_left,
      count(*) filter (where not on_roll and p.state is distinct from '11') as "left"
    from person p
    cross join limits l
    left join (select distinct _sender, person from held) h on h._sender = p._sender and h.person = p.id
    group by p._sender
  ), in_branch as (select _sender, branch, count(*) as n from person where on_roll group by _sender, branch
  ), in_unit as (select _sender, unit, count(*) as n from person where on_roll group by _sender, unit
  ), live as materialized (
    select b._sender, b.id, b.enterprises, state.code as state, type.code as type, tuanjian.last_day(coalesce(b.term_from, b.founded), b.term_years::int) as term_end
    from tuanjian.branch b
    left join tuanjian.codes state on state._sender = b._sender and state.list = 'branchstate' and state.label = b.state
    left join tuanjian.codes type on type._sender = b._sender and type.list = 'branchtype' and type.label = b.type
    where state.code is distinct from '7'
  ), organisations as (
    select o._sender,
      count(*) as branches,
      count(*) filter (where type = '5' and coalesce(i.n, 0) < l.branch_min) as branches_under_minimum,
      count(*) filter (where term_end < day) as branches_over_term,
      count(*) filter (where s.branch is null) as branches_without_secretary,
      count(*) filter (where state = '3') as branches_awaiting_election
    from live o
    cross join limits l
    left join in_branch i on i._sender = o._sender and i.branch = o.id
    left join (select distinct _sender, branch from held where duty = '1') s on s._sender = o._sender and s.branch = o.id
    group by o._sender
  ), covered as (select distinct _sender, unnest(enterprises) as enterprise from live
  ), unit as (
    select e._sender,
      e.business is null or coalesce(business.code = '1', false) as open,
      case when e.nonpublic is null then coalesce(registration.grp = 'yes', false) else coalesce(nonpublic.code = '1', false) end as non_public,
      coalesce(abovescale.code = '1', false) as above,
      c.enterprise is not null or coalesce(founding.code = '6', false) as built,
      greatest(coalesce(i.n, 0), coalesce(e.members, 0)) >= l.branch_min as enough
    from tuanjian.enterprise e
    cross join limits l
    left join tuanjian.codes business on business._sender = e._sender and business.list = 'business' and business.label = e.business
    left join tuanjian.codes registration on registration._sender = e._sender and registration.list = 'registration' and registration.label = e.registration
    left join tuanjian.codes nonpublic on nonpublic._sender = e._sender and nonpublic.list = 'yesno' and nonpublic.label = e.nonpublic
    left join tuanjian.codes abovescale on abovescale._sender = e._sender and abovescale.list = 'yesno' and abovescale.label = e.abovescale
    left join tuanjian.codes founding on founding._sender = e._sender and founding.list = 'founding' and founding.label = e.founding
    left join covered c on c._sender = e._sender and c.enterprise = e.id
    left join in_unit i on i._sender = e._sender and i.unit = e.id
  ), units as (
    select _sender,
      count(*) as enterprises,
      count(*) filter (where open) as open_enterprises,
      count(*) filter (where open and non_public) as non_public,
      count(*) filter (where built) as enterprises_with_branch,
      count(*) filter (where open and enough) as should_have_branch,
      count(*) filter (where open and enough and built) as should_and_have_branch,
      count(*) filter (where open and non_public and built) as non_public_covered,
      count(*) filter (where open and above) as above_scale,
      count(*) filter (where open and above and built) as above_scale_with_branch
    from unit group by _sender
  ), homes as (select _sender, count(*) as communities from tuanjian.community group by _sender
  ), officers as (select _sender, count(distinct person) as cadres from held group by _sender)
  select s.ledger,
    coalesce(h.communities, 0), coalesce(u.enterprises, 0), coalesce(u.open_enterprises, 0), coalesce(u.non_public, 0), coalesce(u.enterprises_with_branch, 0),
    coalesce(u.should_have_branch, 0), coalesce(u.should_and_have_branch, 0), coalesce(u.non_public_covered, 0), coalesce(u.above_scale, 0), coalesce(u.above_scale_with_branch, 0),
    coalesce(o.branches, 0), coalesce(o.branches_under_minimum, 0), coalesce(o.branches_over_term, 0), coalesce(o.branches_without_secretary, 0), coalesce(o.branches_awaiting_election, 0),
    coalesce(p.members, 0), coalesce(p.men, 0), coalesce(p.women, 0), coalesce(p.party_members, 0), coalesce(p.minorities, 0), coalesce(p.mobile, 0), coalesce(p.members_without_branch, 0),
    coalesce(p.over_age_not_left, 0), coalesce(p."left", 0), coalesce(f.cadres, 0)
  from tuanjian.sender s
  left join homes h on h._sender = s.ledger
  left join units u on u._sender = s.ledger
  left join organisations o on o._sender = s.ledger
  left join people p on p._sender = s.ledger
  left join officers f on f._sender = s.ledger
$$;
comment on function tuanjian.figures(date) is '从某一天看，每个社区的汇总数字';

-- 从哪一天看：set tuanjian.day = '2026-06-30'；不设就是今天。
create or replace function tuanjian.day() returns date
language sql stable as $$ select coalesce(nullif(current_setting('tuanjian.day', true), '')::date, current_date) $$;
comment on function tuanjian.day() is '汇总从哪一天看：设置 tuanjian.day，没有就是今天';

drop view if exists tuanjian.community_figures;
create view tuanjian.community_figures as
  select s.street, s.name as community, s.code, s.sequence, s.snapshot, f.*,
    round(f.should_and_have_branch::numeric / nullif(f.should_have_branch, 0), 4) as founding_rate,
    round(f.non_public_covered::numeric / nullif(f.non_public, 0), 4) as coverage_rate,
    round(f.above_scale_with_branch::numeric / nullif(f.above_scale, 0), 4) as above_scale_rate,
    round((f.branches - f.branches_without_secretary)::numeric / nullif(f.branches, 0), 4) as staffed_rate,
    round(f.mobile::numeric / nullif(f.members, 0), 4) as mobile_rate
  from tuanjian.figures(tuanjian.day()) f join tuanjian.sender s on s.ledger = f.sender
  order by s.street, s.code, s.name;

drop view if exists tuanjian.street_figures;
create view tuanjian.street_figures as
  select t.*,
    round(t.should_and_have_branch::numeric / nullif(t.should_have_branch, 0), 4) as founding_rate,
    round(t.non_public_covered::numeric / nullif(t.non_public, 0), 4) as coverage_rate,
    round(t.above_scale_with_branch::numeric / nullif(t.above_scale, 0), 4) as above_scale_rate,
    round((t.branches - t.branches_without_secretary)::numeric / nullif(t.branches, 0), 4) as staffed_rate,
    round(t.mobile::numeric / nullif(t.members, 0), 4) as mobile_rate
  from (
    select case when grouping(s.street) = 1 then '合计' else s.street end as street, count(*) as senders,
      sum(communities) as communities, sum(enterprises) as enterprises, sum(open_enterprises) as open_enterprises, sum(non_public) as non_public,
      sum(enterprises_with_branch) as enterprises_with_branch, sum(should_have_branch) as should_have_branch, sum(should_and_have_branch) as should_and_have_branch,
      sum(non_public_covered) as non_public_covered, sum(above_scale) as above_scale, sum(above_scale_with_branch) as above_scale_with_branch,
      sum(branches) as branches, sum(branches_under_minimum) as branches_under_minimum, sum(branches_over_term) as branches_over_term,
      sum(branches_without_secretary) as branches_without_secretary, sum(branches_awaiting_election) as branches_awaiting_election,
      sum(members) as members, sum(men) as men, sum(women) as women, sum(party_members) as party_members, sum(minorities) as minorities, sum(mobile) as mobile,
      sum(members_without_branch) as members_without_branch, sum(over_age_not_left) as over_age_not_left, sum("left") as "left", sum(cadres) as cadres
    from tuanjian.figures(tuanjian.day()) f join tuanjian.sender s on s.ledger = f.sender
    group by grouping sets ((s.street), ())
  ) t;

comment on view tuanjian.community_figures is '社区汇总表：每个社区一行；率是小数，分母为零就是空';
comment on view tuanjian.street_figures is '街道汇总表：每个街道一行，另有一行合计；率是小数，分母为零就是空';
do $$
declare
  t text;
  c record;
begin
  foreach t in array array['community_figures', 'street_figures'] loop
    for c in select a.attname as name, w.label from pg_attribute a join (values
        ('street', '街道'), ('community', '社区'), ('code', '社区代码'), ('sequence', '第几次上报'), ('snapshot', '哪一天的情况'), ('sender', '社区台账的编号'), ('senders', '报了包的社区'),
        ('communities', '社区数'), ('enterprises', '企业总数'), ('open_enterprises', '在营企业'), ('non_public', '在营非公企业'), ('enterprises_with_branch', '已建团企业'),
        ('should_have_branch', '应建团企业：在营，团员够数'), ('should_and_have_branch', '应建团企业已建团'), ('non_public_covered', '在营非公企业已覆盖'),
        ('above_scale', '在营规上企业'), ('above_scale_with_branch', '规上企业已建团'), ('branches', '团组织，不含已撤销'), ('branches_under_minimum', '人数不够的团支部'),
        ('branches_over_term', '届满未换'), ('branches_without_secretary', '无现任书记'), ('branches_awaiting_election', '任命待选举'),
        ('members', '在册团员'), ('men', '男'), ('women', '女'), ('party_members', '党员'), ('minorities', '少数民族'), ('mobile', '流动团员'), ('members_without_branch', '未编入团支部'),
        ('over_age_not_left', '超龄、没有团内职务、未离团'), ('left', '已离团'), ('cadres', '团干部，按人'),
        ('founding_rate', '建团率：应建团企业已建团 ÷ 应建团企业'), ('coverage_rate', '非公覆盖率：在营非公企业已覆盖 ÷ 在营非公企业'),
        ('above_scale_rate', '规上建团率：规上企业已建团 ÷ 在营规上企业'), ('staffed_rate', '班子健全率：有现任书记 ÷ 团组织'), ('mobile_rate', '流动率：流动团员 ÷ 在册团员')
      ) as w (name, label) on w.name = a.attname
      where a.attrelid = format('tuanjian.%I', t)::regclass and a.attnum > 0 loop
      execute format('comment on column tuanjian.%I.%I is %L', t, c.name, c.label);
    end loop;
  end loop;
end $$;
