-- 汇总：口径与程序的汇总表相同，指标的名字也相同，见 indicator 表。人数线、年龄取自 rule 表；从哪一天看由参数定，
-- 与程序一样，这一天只定年龄、任期和任职，记录是装进来的那些。身份证号码重复按同一个街道看。

create or replace function tuanjian.figures(day date)
returns table (sender uuid, key text, part bigint, of bigint)
language sql stable set jit = off set work_mem = '64MB' as $$ -- 这么多表达式，编译比算还慢
  with limits as materialized (
    select max(value) filter (where key = 'age_out')::int as age_out,
           max(value) filter (where key = 'age_from_next_day')::boolean::int as next_day,
           max(value) filter (where key = 'branch_min')::int as branch_min,
           max(value) filter (where key = 'committee_from')::int as committee_from,
           max(value) filter (where key = 'committee_min')::int as committee_min, max(value) filter (where key = 'committee_max')::int as committee_max,
           max(value) filter (where key = 'committee_general_min')::int as general_min, max(value) filter (where key = 'committee_general_max')::int as general_max,
           max(value) filter (where key = 'committee_league_min')::int as league_min, max(value) filter (where key = 'committee_league_max')::int as league_max,
           max(value) filter (where key = 'committee_standing_min')::int as standing_min, max(value) filter (where key = 'committee_standing_max')::int as standing_max,
           max(value) filter (where key = 'term_branch')::int as term_branch, max(value) filter (where key = 'term_committee')::int as term_committee,
           max(value) filter (where key = 'posts_max')::int as posts_max, max(value) filter (where key = 'young_share')::int as young_share,
           max(value) filter (where key = 'complete_from')::int as complete_from,
           split_part(max(value) filter (where key = 'meeting_quorum'), '/', 1)::int as met_part, split_part(max(value) filter (where key = 'meeting_quorum'), '/', 2)::int as met_whole,
           split_part(max(value) filter (where key = 'election_quorum'), '/', 1)::int as voted_part, split_part(max(value) filter (where key = 'election_quorum'), '/', 2)::int as voted_whole,
           max(value) filter (where key = 'election_margin')::int as margin,
           max(value) filter (where key = 'meetings_general')::int as general, max(value) filter (where key = 'meetings_committee')::int as committee,
           max(value) filter (where key = 'meetings_lesson')::int as lesson, max(value) filter (where key = 'meetings_theme')::int as theme, max(value) filter (where key = 'meetings_life')::int as life,
           extract(month from day)::int - (extract(month from day + 1) = extract(month from day))::int as months, -- 到这一天过完了几个月
           extract(year from day)::int - (extract(month from day) < max(value) filter (where key = 'review_month')::int)::int - (max(value) filter (where key = 'review_month')::int <= 6)::int as review,
           string_to_array(max(value) filter (where key = 'star_points'), '|')::int[] as stars,
           max(value) filter (where key = 'star_months')::int as star_months, max(value) filter (where key = 'transfer_late')::int as transfer_late, max(value) filter (where key = 'problem_days')::int as problem_days
    from tuanjian.rule
  ), gone as materialized ( -- 团籍没有了，职务也就没有了；满 28 周岁离团的党员除外
    select m._sender, m.id, m.state_from_first as since
    from tuanjian.member m
    join tuanjian.codes state on state._sender = m._sender and state.list = 'memberstate' and state.label = m.state and state.grp = 'off'
    left join tuanjian.codes standing on standing._sender = m._sender and standing.list = 'standing' and standing.label = m.standing
    where not (state.code = '5' and (coalesce(standing.code in ('01', '02'), false) or m.party is not null))
  ), service as materialized ( -- 任职：这一天和一年前在不在任
    select p._sender, p.person, p.branch, duty.code as duty, sort.code as sort,
      coalesce((p."from" is null or p.from_first <= day) and (p."to" is null or tuanjian.last_day(p."to") >= day), false) and coalesce(g.since > day, g.id is null)
        and not (coalesce(tuanjian.last_day(p."to") = day, false) and coalesce(p.from_first < day, true) and exists ( -- 换届那一天算新的
          select 1 from tuanjian.post q where q._sender = p._sender and q.branch = p.branch and q.from_first = day)) as held,
      coalesce((p."from" is null or p.from_first <= before) and (p."to" is null or tuanjian.last_day(p."to") >= before), false) and coalesce(g.since > before, g.id is null) as year_ago
    from tuanjian.post p
    cross join (select (day - interval '1 year')::date as before) y
    left join gone g on g._sender = p._sender and g.id = p.person
    left join tuanjian.codes duty on duty._sender = p._sender and duty.list = 'duty' and duty.label = p.duty
    left join tuanjian.codes sort on sort._sender = p._sender and sort.list = 'dutysort' and sort.label = p.sort
  ), holder as materialized (select _sender, person, count(*) as posts from service where held and person is not null group by _sender, person
  ), staffed as (select _sender, branch, count(*) as officers, count(*) filter (where duty = '1') as secretaries,
    count(distinct person) filter (where duty is distinct from '12' and duty is distinct from '13') as seats, bool_or(coalesce(duty = '10', false)) as standing from service where held group by _sender, branch
  ), person as materialized (
    select m._sender, m.id, m.branch, m.unit, on_roll, state.code as state, dues.code as dues, m.joined_first, m.stay_from_first, m.state_from_first, m.party_first, coalesce(h.posts, 0) as posts,
      case when not on_roll then null
           when said.plain and m.idno_born is not null then case substr(m.idno, case length(m.idno) when 15 then 15 else 17 end, 1)::int % 2 when 1 then '1' else '2' end
           else sex.code end as sex,
      on_roll and (coalesce(standing.code in ('01', '02'), false) or m.party is not null) as in_party,
      on_roll and coalesce(nation.code <> '01', false) as minority,
      case when on_roll then drift.code end as drift,
      case when not on_roll then null when said.plain and m.idno_born is not null then m.idno_born else m.born end as born,
      on_roll and coalesce(extract(year from m.joined_first) = extract(year from day), false) as this_year,
      on_roll and ((m.name is not null)::int + (m.idno is not null)::int + (m.born is not null)::int + (m.sex is not null)::int + (m.nation is not null)::int + (m.schooling is not null)::int
        + (m.joined is not null)::int + (m.standing is not null or m.party is not null)::int + (m.branch is not null)::int + (m.unit is not null or m.position is not null)::int
        + (m.phone is not null)::int + coalesce(m.devno is not null or extract(year from m.joined_first) < 2017, false)::int + (m.home is not null)::int
        + (m.address is not null)::int + (m.wage is not null or m.dues is not null)::int + (m.consent is not null)::int) * 100 / 16 >= l.complete_from as complete,
      on_roll and (x.record is not null or coalesce(said.plain and m.idno_born is null
        and not (m.idtype is null and (m.idno ~ '^[A-Z][ -~][0-9]{6,9}$' or m.idno ~ '^[0-9]{8}$' and tuanjian.number_day(m.idno) is null)), false)) as wrong,
      case when on_roll then case when length(m.idno) = 15 and m.idno ~ '^[0-9]*$' then tuanjian.number_whole(m.idno) else m.idno end end as number
    from tuanjian.member m
    cross join limits l
    left join tuanjian.codes state on state._sender = m._sender and state.list = 'memberstate' and state.label = m.state
    left join tuanjian.codes sex on sex._sender = m._sender and sex.list = 'sex' and sex.label = m.sex
    left join tuanjian.codes standing on standing._sender = m._sender and standing.list = 'standing' and standing.label = m.standing
    left join tuanjian.codes nation on nation._sender = m._sender and nation.list = 'nation' and nation.label = m.nation
    left join tuanjian.codes drift on drift._sender = m._sender and drift.list = 'drift' and drift.label = m.drift
    left join tuanjian.codes paper on paper._sender = m._sender and paper.list = 'idtype' and paper.label = m.idtype
    left join tuanjian.codes dues on dues._sender = m._sender and dues.list = 'duessort' and dues.label = m.dues
    left join holder h on h._sender = m._sender and h.person = m.id
    left join tuanjian.loose x on x._sender = m._sender and x.kind = 'member' and x.record = m.id and x.key = 'idno'
    cross join lateral (select m.state is null or coalesce(state.grp = 'on', false) as on_roll, m.idno is not null and (m.idtype is null or coalesce(paper.code in ('1', '2'), false)) as plain) said
  ), shared as ( -- 一个号码写在几个人名下
    select s.street, p.number, count(*) as n from person p join tuanjian.sender s on s.ledger = p._sender where p.number is not null group by s.street, p.number having count(*) > 1
  ), people as (
    select p._sender,
      count(*) filter (where on_roll) as members, count(*) filter (where sex = '1') as men, count(*) filter (where sex = '2') as women,
      count(*) filter (where in_party) as party_members, count(*) filter (where minority) as minorities, count(*) filter (where this_year) as joined_this_year,
      count(*) filter (where on_roll and e.under28 is not null) as in_counted_unit,
      count(*) filter (where drift = '2') as mobile_in, count(*) filter (where drift = '3') as mobile_out, count(*) filter (where drift in ('2', '3', '4')) as mobile,
      count(*) filter (where on_roll and branch is null) as members_without_branch,
      count(*) filter (where posts = 0 and tuanjian.last_day(born) + l.next_day <= (day - make_interval(years => l.age_out))::date) as over_age_not_left,
      count(*) filter (where not on_roll and state is distinct from '11') as "left", count(*) filter (where complete) as complete,
      count(*) filter (where w.number is not null) as id_twice, count(*) filter (where wrong) as id_wrong,
      count(*) filter (where on_roll and p.number is null and not wrong) as id_missing,
      count(*) filter (where on_roll and party_first <= day and extract(year from party_first) = extract(year from day)) as party_this_year,
      count(*) filter (where on_roll and c.came or c.went) as flowed, count(*) filter (where on_roll or c.went) as flow_base,
      count(*) filter (where posts > 0) as cadres, count(*) filter (where posts > 0 and posts >= l.posts_max) as with_many_posts
    from person p
    cross join limits l
    cross join lateral (select coalesce(p.stay_from_first <= day and date_trunc('month', p.stay_from_first) = date_trunc('month', day), false) as came,
      not on_roll and state is distinct from '11' and coalesce(p.state_from_first <= day and date_trunc('month', p.state_from_first) = date_trunc('month', day), false) as went) c
    left join tuanjian.sender s on s.ledger = p._sender
    left join shared w on w.street is not distinct from s.street and w.number = p.number
    left join (select e._sender, e.id, e.under28 from tuanjian.enterprise e
               left join tuanjian.codes b on b._sender = e._sender and b.list = 'business' and b.label = e.business
               where e.business is null or b.code = '1') e on e._sender = p._sender and e.id = p.unit
    group by p._sender
  ), in_branch as (select _sender, branch, count(*) as n from person where on_roll group by _sender, branch
  ), in_unit as (select _sender, unit, count(*) as n from person where on_roll group by _sender, unit
  ), live as materialized (
    select b._sender, b.id, b.superior, b.enterprises, b.leads as pulls, b.founded_first, state.code as state, type.code as type, coalesce(sort.code, b.sort) as sort, star.code as star, elected.code as elected,
      tuanjian.last_day(coalesce(b.term_from, b.founded), case
        when state.code = '1' then null
        when b.term_years > 0 then b.term_years::int
        when type.code = '4' or type.code = '5' and coalesce(sort.code, '') <> '4' then l.term_branch
        when type.code = '2' then l.term_committee end) as term_end
    from tuanjian.branch b
    cross join limits l
    left join tuanjian.codes state on state._sender = b._sender and state.list = 'branchstate' and state.label = b.state
    left join tuanjian.codes type on type._sender = b._sender and type.list = 'branchtype' and type.label = b.type
    left join tuanjian.codes sort on sort._sender = b._sender and sort.list = 'branchsort' and sort.label = b.sort
    left join tuanjian.codes star on star._sender = b._sender and star.list = 'star' and star.label = b.star
    left join tuanjian.codes elected on elected._sender = b._sender and elected.list = 'elected' and elected.label = b.elected
    where state.code is distinct from '7' and state.code is distinct from '1'
  ), organisation as (
    select o.*, coalesce(o.type = '5', false) as cell, coalesce(o.type in ('2', '3', '4'), false) as upper, coalesce(i.n, 0) as n,
      coalesce(f.officers, 0) as officers, coalesce(f.secretaries, 0) as secretaries, coalesce(f.seats, 0) as seats,
      case when o.type = '4' then l.general_min when o.type = '2' and coalesce(f.standing, false) then l.standing_min when o.type = '2' then l.league_min when o.type = '5' then l.committee_min else 1 end as seats_least,
      case when o.type = '4' then l.general_max when o.type = '2' and coalesce(f.standing, false) then l.standing_max when o.type = '2' then l.league_max when o.type = '5' then l.committee_max end as seats_most,
      coalesce(o.type = '5', false) and o.state is distinct from '1' and coalesce(o.sort, '') not in ('3', '4') and coalesce(i.n, 0) < l.branch_min as small, below.superior is not null as leads
    from live o
    cross join limits l
    left join in_branch i on i._sender = o._sender and i.branch = o.id
    left join staffed f on f._sender = o._sender and f.branch = o.id
    left join (select distinct _sender, superior from live where superior is not null) below on below._sender = o._sender and below.superior = o.id
  ), organisations as (
    select o._sender,
      count(*) as branches, count(*) filter (where type = '2') as branches_league, count(*) filter (where type = '3') as branches_working,
      count(*) filter (where type = '4') as branches_general, count(*) filter (where cell) as branches_cell,
      count(*) filter (where cell and sort = '1') as cells_single, count(*) filter (where cell and sort = '2') as cells_joint,
      count(*) filter (where small) as branches_under_minimum,
      count(*) filter (where small or upper and not leads) as hollow, count(*) filter (where cell and officers = 0) as leaderless,
      count(*) filter (where secretaries = 0 and state is distinct from '1') as branches_without_secretary,
      count(*) filter (where upper or cell and n >= l.committee_from) as needing,
      count(*) filter (where (upper or cell and n >= l.committee_from) and secretaries > 0 and seats >= seats_least and (seats_most is null or seats <= seats_most)) as having_committee,
      count(*) filter (where term_end < day) as branches_over_term, count(*) filter (where term_end >= day) as in_term, count(term_end) as with_term,
      count(*) filter (where state = '3') as branches_awaiting_election,
      count(*) filter (where elected = '2') as appointed, count(elected) as with_elected,
      count(star) as rated, count(*) filter (where star = '5') as star5, count(*) filter (where star = '4') as star4, count(*) filter (where star = '3') as star3,
      count(*) filter (where star = '2') as star2, count(*) filter (where star = '0') as star0
    from organisation o cross join limits l group by o._sender
  ), covered as (
    select _sender, enterprise, min(sort collate "C") as sort from live, unnest(enterprises) as enterprise group by _sender, enterprise
  ), led as (select distinct _sender, enterprise from live, unnest(pulls) as enterprise
  ), unit as (
    select e._sender, e.id, e.visited_first, e.staff, e.under35, e.under28,
      e.business is null or coalesce(business.code = '1', false) as open,
      case when e.nonpublic is null then coalesce(registration.grp = 'yes', false) else coalesce(nonpublic.code = '1', false) end as non_public,
      coalesce(abovescale.code = '1', false) as above, coalesce(reformed.code = '1', false) as reformed,
      c.enterprise is not null as built, d.enterprise is not null as led, coalesce(c.sort, '') as cover,
      greatest(coalesce(i.n, 0), coalesce(e.members, 0)) >= l.branch_min as enough
    from tuanjian.enterprise e
    cross join limits l
    left join tuanjian.codes business on business._sender = e._sender and business.list = 'business' and business.label = e.business
    left join tuanjian.codes registration on registration._sender = e._sender and registration.list = 'registration' and registration.label = e.registration
    left join tuanjian.codes nonpublic on nonpublic._sender = e._sender and nonpublic.list = 'yesno' and nonpublic.label = e.nonpublic
    left join tuanjian.codes abovescale on abovescale._sender = e._sender and abovescale.list = 'yesno' and abovescale.label = e.abovescale
    left join tuanjian.codes reformed on reformed._sender = e._sender and reformed.list = 'yesno' and reformed.label = e.reformed
    left join covered c on c._sender = e._sender and c.enterprise = e.id
    left join led d on d._sender = e._sender and d.enterprise = e.id
    left join in_unit i on i._sender = e._sender and i.unit = e.id
  ), units as (
    select _sender,
      count(*) as enterprises, count(*) filter (where open) as open_enterprises, count(*) filter (where open and non_public) as non_public,
      count(*) filter (where open and above) as above_scale, count(*) filter (where open and reformed) as reformed,
      sum(staff) filter (where open) as staff, sum(under35) filter (where open) as under35, sum(under28) filter (where open) as under28,
      sum(under35) filter (where open and staff is not null) as young, sum(staff) filter (where open and under35 is not null) as young_of,
      count(*) filter (where open and staff > 0 and under35 * 100 >= staff * l.young_share) as young_firms, count(*) filter (where open and led) as led,
      count(*) filter (where built) as enterprises_with_branch,
      count(*) filter (where open and built and cover = '1') as built_single, count(*) filter (where open and built and cover = '2') as built_joint,
      count(*) filter (where open and built and cover in ('', '3', '4', '5')) as built_other,
      count(*) filter (where open and enough) as should_have_branch, count(*) filter (where open and enough and built) as should_and_have_branch,
      count(*) filter (where open and non_public and built) as non_public_covered, count(*) filter (where open and above and built) as above_scale_with_branch
    from unit cross join limits l group by _sender
  ), homes as ( -- 社区自己的那一条
    select distinct on (s.ledger) s.ledger as _sender, sort.code as sort
    from tuanjian.sender s
    join (select c.*, count(*) over (partition by c._sender) as among from tuanjian.community c) c on c._sender = s.ledger and (c.name = s.name or c.among = 1)
    left join tuanjian.codes sort on sort._sender = c._sender and sort.list = 'communitytype' and sort.label = c.sort
    order by s.ledger, c.name = s.name desc, c._order
  ), services as (
    select _sender, count(*) filter (where held) as posts, count(*) filter (where held and sort = '1') as posts_full, count(*) filter (where held and sort = '2') as posts_part,
      count(*) filter (where held and sort = '3') as posts_lent, count(*) filter (where year_ago and not held) as gone, count(*) filter (where year_ago) as year_ago
    from service group by _sender
  ), visiting as (
    select w._sender, count(*) as visits, count(*) filter (where coalesce(w.problem, '') <> '') as troubled,
      count(*) filter (where coalesce(w.problem, '') <> '' and w.settled_first <= figures.day) as settled
    from tuanjian.visit w
    where w.day_first <= figures.day and extract(year from w.day_first) = extract(year from figures.day) group by w._sender
  ), met as materialized ( -- 到这一天开过的会议活动；held 是算数的
    select m._sender, m.branches, m.enterprises, m.day_first as since, m.present, sort.code as sort, coalesce(sort.grp = 'activity', false) as activity,
      extract(year from m.day_first) = extract(year from figures.day) as this_year,
      coalesce(sort.code is distinct from '1' or m.due is null or m.present is null or m.present * l.met_whole > m.due * l.met_part, false) as held
    from tuanjian.meeting m
    cross join limits l
    left join tuanjian.codes sort on sort._sender = m._sender and sort.list = 'meetingsort' and sort.label = m.sort
    where m.day_first <= figures.day
  ), meeting_sums as (
    select _sender, count(*) filter (where this_year) as meetings, sum(greatest(present, 0)) filter (where this_year) as attendances from met group by _sender
  ), lived as (
    select _sender, branch, count(*) filter (where this_year and sort = '1') as general, count(*) filter (where this_year and sort = '2') as committee,
      count(*) filter (where this_year and sort = '4') as lesson, count(*) filter (where this_year and sort = '5') as theme, count(*) filter (where this_year and sort = '6') as life,
      count(*) filter (where sort = '1' and since > (day - interval '12 months')::date) as rolling,
      bool_or(activity and since > (day - interval '3 months')::date)
        and bool_or(activity and since <= (day - interval '3 months')::date and since > (day - interval '6 months')::date)
        and bool_or(activity and since <= (day - interval '6 months')::date and since > (day - interval '9 months')::date)
        and bool_or(activity and since <= (day - interval '9 months')::date and since > (day - interval '12 months')::date) as every_quarter
    from met, unnest(branches) as branch where held group by _sender, branch
  ), handed as (
    select s._sender, s.branch, sum(s.quantity) filter (where item.code = '1') as flags, sum(s.quantity) filter (where item.code = '2') as charters, sum(s.quantity) filter (where item.code = '3') as badges
    from tuanjian.supply s
    join tuanjian.codes way on way._sender = s._sender and way.list = 'supplyway' and way.label = s.way and way.code = '2'
    left join tuanjian.codes item on item._sender = s._sender and item.list = 'supplyitem' and item.label = s.item
    where s.branch is not null and (s.day is null or s.day_first <= figures.day) group by s._sender, s.branch
  ), stocked as (select distinct s._sender from tuanjian.supply s where s.day is null or s.day_first <= figures.day
  ), syncing as (select distinct y._sender from tuanjian.sync y
  ), synced as ( -- 这一年四项都做了的单位
    select y._sender, y.branch, y.enterprise from tuanjian.sync y
    where y.year = extract(year from figures.day) and greatest(y.planned_first, y.deployed_first, y.inspected_first, y.assessed_first) <= figures.day
      and y.planned_first is not null and y.deployed_first is not null and y.inspected_first is not null and y.assessed_first is not null
  ), starred as materialized ( -- 最近一个评议年度的定级
    select r._sender, r.branch, case when points > 100 then null when r.veto is not null then '0' when points >= l.stars[1] then '5' when points >= l.stars[2] then '4'
      when points >= l.stars[3] then '3' when points >= l.stars[4] then '2' else '0' end as star
    from tuanjian.rating r
    cross join limits l
    left join tuanjian.loose x on x._sender = r._sender and x.kind = 'rating' and x.record = r.id and x.key = 'reviewed'
    cross join lateral (select case when r.reviewed is null and x.record is null then r.team + r.members + r.life + r.orderly + r.role else r.reviewed end as points) p
    where r.year = l.review and p.points is not null
  ), star_sums as (
    select _sender, count(star) as rated, count(*) filter (where star = '5') as star5, count(*) filter (where star = '4') as star4, count(*) filter (where star = '3') as star3,
      count(*) filter (where star = '2') as star2, count(*) filter (where star = '0') as star0
    from starred group by _sender
  ), cells as (
    select o._sender,
      count(*) filter (where u._sender is not null) as meeters,
      count(*) filter (where u._sender is not null and coalesce(v.general, 0) >= l.general * l.months / 12 and (o.n < l.committee_from or coalesce(v.committee, 0) >= l.committee * l.months / 12)
        and coalesce(v.lesson, 0) >= l.lesson * l.months / 12 and coalesce(v.theme, 0) >= l.theme * l.months / 12 and coalesce(v.life, 0) >= l.life * l.months / 12) as whole,
      count(*) filter (where u._sender is not null and coalesce(v.rolling, 0) >= l.general and coalesce(v.every_quarter, false)) as regular,
      count(*) filter (where k._sender is not null) as flags_due, count(*) filter (where k._sender is not null and h.flags > 0) as flags,
      sum(o.n) filter (where k._sender is not null) as pieces_due,
      sum(least(o.n, coalesce(h.charters, 0))) filter (where k._sender is not null) as charters, sum(least(o.n, coalesce(h.badges, 0))) filter (where k._sender is not null) as badges,
      count(*) filter (where y._sender is not null) as sync_due,
      count(*) filter (where y._sender is not null and exists (select from synced d where d._sender = o._sender and (d.branch = o.id or d.enterprise = any(o.enterprises)))) as synced,
      count(*) filter (where ratable) as ratable,
      count(*) filter (where ratable and exists (select from starred r where r._sender = o._sender and r.branch = o.id and r.star is not null)) as rated
    from organisation o
    cross join limits l
    cross join lateral (select coalesce(o.sort, '') not in ('3', '4') and (o.founded_first is null or (o.founded_first + make_interval(months => l.star_months))::date <= make_date(l.review, 12, 31)) as ratable) a
    left join lived v on v._sender = o._sender and v.branch = o.id
    left join handed h on h._sender = o._sender and h.branch = o.id
    left join (select distinct _sender from met) u on u._sender = o._sender
    left join stocked k on k._sender = o._sender
    left join syncing y on y._sender = o._sender
    where o.cell and o.state is distinct from '1' group by o._sender
  ), paying as materialized ( -- 团费交到哪个月；支部从哪个月起登记团费
    select m._sender, m.id, m.branch, max(case when s.settled > 0 then (date_trunc('month', p.from_first) + make_interval(months => s.settled - 1))::date end) as until, min(date_trunc('month', p.from_first)::date) as since
    from tuanjian.payment p
    join person m on m._sender = p._sender and m.id = p.member
    left join tuanjian.codes sort on sort._sender = p._sender and sort.list = 'paymentsort' and sort.label = p.sort
    cross join lateral (select greatest(1, coalesce((extract(year from p.to_first) - extract(year from p.from_first)) * 12 + extract(month from p.to_first) - extract(month from p.from_first) + 1, 1))::int as n) w
    left join tuanjian.loose x on x._sender = p._sender and x.kind = 'payment' and x.record = p.id and x.key = 'paid'
    cross join lateral (select case when x.record is not null then 0 when sort.code in ('1', '3') and p.paid < p.due then floor(p.paid * w.n / p.due)::int else w.n end as settled) s -- 没有交齐的，只算到交够的那个月
    where p.from_first is not null and sort.code is distinct from '4' and sort.code is distinct from '5' group by m._sender, m.id, m.branch
  ), collecting as (select _sender, branch, min(since) as since from paying group by _sender, branch
  ), dues as (
    select m._sender, count(*) as owing,
      count(*) filter (where greatest((c.since - interval '1 month')::date, p.until, (date_trunc('month', greatest(m.joined_first, m.stay_from_first)) - interval '1 month')::date) >= (date_trunc('month', day) - interval '1 month')::date) as paid
    from person m
    join collecting c on c._sender = m._sender and c.branch is not distinct from m.branch
    left join paying p on p._sender = m._sender and p.id = m.id
    where m.on_roll and m.dues is distinct from '5' and m.state is distinct from '3' group by m._sender
  ), reached as (
    select u._sender, count(*) as open, count(*) filter (where u.visited_first <= day and extract(year from u.visited_first) = extract(year from day)
        or exists (select from tuanjian.visit w where w._sender = u._sender and w.enterprise = u.id and w.day_first <= figures.day and extract(year from w.day_first) = extract(year from figures.day))) as visited,
      count(*) filter (where exists (select from met where met._sender = u._sender and met.sort in ('8', '9') and u.id = any(met.enterprises))) as taught,
      count(*) filter (where not u.built) as unbuilt, count(*) filter (where not u.built and (
        exists (select from met where met._sender = u._sender and met.sort is distinct from '8' and met.sort is distinct from '9' and met.since > (figures.day - interval '12 months')::date and u.id = any(met.enterprises))
        or exists (select from tuanjian.problem q where q._sender = u._sender and q.enterprise = u.id and q.settled_first <= figures.day and q.settled_first > (figures.day - interval '12 months')::date))) as served
    from unit u where u.open group by u._sender
  ), judged as (
    select a._sender, count(*) as appraised, count(*) filter (where grade.code = '1') as best, count(*) filter (where registered.code = '1') as registered
    from tuanjian.appraisal a
    cross join limits l
    left join tuanjian.codes grade on grade._sender = a._sender and grade.list = 'appraisalgrade' and grade.label = a.grade
    left join tuanjian.codes registered on registered._sender = a._sender and registered.list = 'yesno' and registered.label = a.registered
    where a.year = l.review and a.grade is not null group by a._sender
  ), surveyed as ( -- 需求调查：发放的份数一个一个写在一起，中间空一格
    select s._sender, sum(i.n) as issued, sum(least(i.n, coalesce(r.n, 0))) as returned
    from tuanjian.survey s
    cross join lateral (select case when s.given ~ '^[0-9]+( [0-9]+)*$' then (select sum(x::bigint) from unnest(string_to_array(s.given, ' ')) x) else 0 end as n) i
    left join (select _sender, survey, count(*) as n from tuanjian.sheet group by _sender, survey) r on r._sender = s._sender and r.survey = s.id
    where s.from_first <= figures.day and extract(year from s.from_first) = extract(year from figures.day) group by s._sender
  ), problems as (
    select p._sender, count(*) filter (where this_year) as raised, count(*) filter (where this_year and solved) as solved, count(*) filter (where not solved and x.due < figures.day) as late
    from tuanjian.problem p
    cross join limits l
    cross join lateral (select extract(year from p.day_first) = extract(year from figures.day) as this_year, coalesce(p.settled_first <= figures.day, false) as solved,
      coalesce(tuanjian.last_day(p.due), tuanjian.last_day(p.reopened) + l.problem_days, tuanjian.last_day(p.day) + l.problem_days) as due) x
    where p.day_first <= figures.day group by p._sender
  ), called as ( -- 回访过的问题
    select p._sender, count(*) as asked, count(*) filter (where said.code = '1') as content
    from tuanjian.problem p
    join tuanjian.codes said on said._sender = p._sender and said.list = 'satisfaction' and said.label = p.satisfied
    where p.called_first <= figures.day and extract(year from p.called_first) = extract(year from figures.day) group by p._sender
  ), coming as (select _sender, count(*) filter (where member is null) as applicants from tuanjian.applicant group by _sender
  ), moving as (
    select t._sender, count(*) as open, count(*) filter (where figures.day - t.begun_first > l.transfer_late) as late
    from tuanjian.transfer t
    cross join limits l
    left join tuanjian.codes stage on stage._sender = t._sender and stage.list = 'transferstage' and stage.label = t.stage
    where coalesce(stage.code not in ('6', '7', '8'), true) group by t._sender
  ), elected as materialized ( -- 有效的选举
    select e._sender, e.branch, e.day_first
    from tuanjian.election e
    cross join limits l
    left join (select _sender, election, count(distinct person) as n from tuanjian.candidate group by _sender, election) c on c._sender = e._sender and c.election = e.id
    where e.day_first <= figures.day and e.present is not null
      and (e.due is null or e.present <= e.due and e.present * l.voted_whole > e.due * l.voted_part)
      and not coalesce(e.received > e.issued, false) and not coalesce(e.valid + e.void <> e.received, false)
      and not coalesce(e.seats >= l.committee_min and c.n > 0 and c.n < (e.seats * (100 + l.margin) + 99) / 100, false)
  ), appointing as (
    select a._sender, count(*) as waiting, count(*) filter (where tuanjian.last_day(a.elect_by) < figures.day) as late
    from tuanjian.appointment a
    where not exists (select from elected e where e._sender = a._sender and e.branch is not distinct from a.branch and (a.day is null or e.day_first > tuanjian.last_day(a.day))) group by a._sender
  ), opened as (
    select f._sender, count(*) as open from tuanjian.facility f
    where (f.from_first is null or f.from_first <= figures.day) and (f.until is null or tuanjian.last_day(f.until) >= figures.day) group by f._sender
  ), trained as (
    select t._sender, count(*) as finished, count(*) filter (where result.code = '1') as hired
    from tuanjian.referral t
    join tuanjian.codes finished on finished._sender = t._sender and finished.list = 'yesno' and finished.label = t.finished and finished.code = '1'
    left join tuanjian.codes result on result._sender = t._sender and result.list = 'referralresult' and result.label = t.result
    where coalesce(t.until_first, t.from_first) <= figures.day and extract(year from coalesce(t.until_first, t.from_first)) = extract(year from figures.day) group by t._sender
  )
  select s.ledger, v.key, coalesce(v.part, 0)::bigint, case when v.rate then coalesce(v.of, 0)::bigint end
  from tuanjian.sender s
  left join homes h on h._sender = s.ledger
  left join units u on u._sender = s.ledger
  left join organisations o on o._sender = s.ledger
  left join people p on p._sender = s.ledger
  left join services d on d._sender = s.ledger
  left join visiting w on w._sender = s.ledger
  left join meeting_sums m on m._sender = s.ledger
  left join cells c on c._sender = s.ledger
  left join dues on dues._sender = s.ledger
  left join reached r on r._sender = s.ledger
  left join judged j on j._sender = s.ledger
  left join star_sums g on g._sender = s.ledger
  left join surveyed on surveyed._sender = s.ledger
  left join problems on problems._sender = s.ledger
  left join called on called._sender = s.ledger
  left join coming on coming._sender = s.ledger
  left join moving on moving._sender = s.ledger
  left join appointing a on a._sender = s.ledger
  left join opened f on f._sender = s.ledger
  left join trained t on t._sender = s.ledger
  cross join lateral (values
    ('communities', (h._sender is not null)::int, null, false),
    ('communities_urban', (h.sort = '1')::int, null, false),
    ('communities_rural', (h.sort = '2')::int, null, false),
    ('enterprises', u.enterprises, null, false),
    ('open_enterprises', u.open_enterprises, null, false),
    ('non_public', u.non_public, null, false),
    ('above_scale', u.above_scale, null, false),
    ('reformed', u.reformed, null, false),
    ('staff', u.staff, null, false),
    ('under35', u.under35, null, false),
    ('under28', u.under28, null, false),
    ('young_rate', u.young, u.young_of, true),
    ('young_firms', u.young_firms, null, false),
    ('enterprises_with_branch', u.enterprises_with_branch, null, false),
    ('built_single', u.built_single, null, false),
    ('built_joint', u.built_joint, null, false),
    ('built_other', u.built_other, null, false),
    ('should_have_branch', u.should_have_branch, null, false),
    ('should_and_have_branch', u.should_and_have_branch, null, false),
    ('founding_rate', u.should_and_have_branch, u.should_have_branch, true),
    ('non_public_covered', u.non_public_covered, null, false),
    ('coverage_rate', u.non_public_covered, u.non_public, true),
    ('led', u.led, null, false),
    ('above_scale_with_branch', u.above_scale_with_branch, null, false),
    ('above_scale_rate', u.above_scale_with_branch, u.above_scale, true),
    ('branches', o.branches, null, false),
    ('branches_league', o.branches_league, null, false),
    ('branches_working', o.branches_working, null, false),
    ('branches_general', o.branches_general, null, false),
    ('branches_cell', o.branches_cell, null, false),
    ('cells_single', o.cells_single, null, false),
    ('cells_joint', o.cells_joint, null, false),
    ('branches_under_minimum', o.branches_under_minimum, null, false),
    ('hollow_rate', o.hollow, o.branches, true),
    ('leaderless_rate', o.leaderless, o.branches_cell, true),
    ('branches_without_secretary', o.branches_without_secretary, null, false),
    ('committee_rate', o.having_committee, o.needing, true),
    ('branches_over_term', o.branches_over_term, null, false),
    ('renewal_rate', o.in_term, o.with_term, true),
    ('branches_awaiting_election', o.branches_awaiting_election, null, false),
    ('appointed_rate', o.appointed, o.with_elected, true),
    ('rated_rate', o.rated, o.branches, true),
    ('star5_rate', o.star5, o.rated, true),
    ('star4_rate', o.star4, o.rated, true),
    ('star3_rate', o.star3, o.rated, true),
    ('star2_rate', o.star2, o.rated, true),
    ('star0_rate', o.star0, o.rated, true),
    ('members', p.members, null, false),
    ('men', p.men, null, false),
    ('women', p.women, null, false),
    ('party_members', p.party_members, null, false),
    ('minorities', p.minorities, null, false),
    ('joined_this_year', p.joined_this_year, null, false),
    ('youth_share', p.in_counted_unit, u.under28, true),
    ('mobile', p.mobile, null, false),
    ('mobile_in', p.mobile_in, null, false),
    ('mobile_out', p.mobile_out, null, false),
    ('mobile_rate', p.mobile, p.members, true),
    ('members_without_branch', p.members_without_branch, null, false),
    ('over_age_not_left', p.over_age_not_left, null, false),
    ('left', p."left", null, false),
    ('complete_rate', p.complete, p.members, true),
    ('id_twice', p.id_twice, null, false),
    ('id_wrong', p.id_wrong, null, false),
    ('id_missing', p.id_missing, null, false),
    ('cadres', p.cadres, null, false),
    ('posts', d.posts, null, false),
    ('posts_full', d.posts_full, null, false),
    ('posts_part', d.posts_part, null, false),
    ('posts_lent', d.posts_lent, null, false),
    ('posts_many_rate', p.with_many_posts, p.cadres, true),
    ('turnover_rate', d.gone, d.year_ago, true),
    ('visits', w.visits, null, false),
    ('settled_rate', w.settled, w.troubled, true),
    ('visited_rate', r.visited, r.open, true),
    ('taught_rate', r.taught, r.open, true),
    ('meetings', m.meetings, null, false),
    ('attendances', m.attendances, null, false),
    ('life_rate', c.whole, c.meeters, true),
    ('regular_rate', c.regular, c.meeters, true),
    ('dues_rate', dues.paid, dues.owing, true),
    ('best_rate', j.best, j.appraised, true),
    ('registered_rate', j.registered, j.appraised, true),
    ('rating_rate', c.rated, c.ratable, true),
    ('rating5_rate', g.star5, g.rated, true),
    ('rating4_rate', g.star4, g.rated, true),
    ('rating3_rate', g.star3, g.rated, true),
    ('rating2_rate', g.star2, g.rated, true),
    ('rating0_rate', g.star0, g.rated, true),
    ('flags_rate', c.flags, c.flags_due, true),
    ('charters_rate', c.charters, c.pieces_due, true),
    ('badges_rate', c.badges, c.pieces_due, true),
    ('sync_rate', c.synced, c.sync_due, true),
    ('served_rate', r.served, r.unbuilt, true),
    ('facilities', f.open, null, false),
    ('referral_rate', t.hired, t.finished, true),
    ('surveys_rate', surveyed.returned, surveyed.issued, true),
    ('problems', problems.raised, null, false),
    ('solved_rate', problems.solved, problems.raised, true),
    ('problems_late', problems.late, null, false),
    ('content_rate', called.content, called.asked, true),
    ('flow_rate', p.flowed, p.flow_base, true),
    ('applicants', coming.applicants, null, false),
    ('party_this_year', p.party_this_year, null, false),
    ('transfers', moving.open, null, false),
    ('transfers_late_rate', moving.late, moving.open, true),
    ('appointments', a.waiting, null, false),
    ('appointments_late', a.late, null, false)
  ) v (key, part, of, rate)
$$;
comment on function tuanjian.figures(date) is '从某一天看，每个社区的每个指标；of 是率的分母，不是率的没有';

-- 从哪一天看：set tuanjian.day = '2026-06-30'；不设就是今天。
create or replace function tuanjian.day() returns date
language sql stable as $$ select coalesce(nullif(current_setting('tuanjian.day', true), '')::date, current_date) $$;
comment on function tuanjian.day() is '汇总从哪一天看：设置 tuanjian.day，没有就是今天';
