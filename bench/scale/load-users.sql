insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data)
select bench.user_id(i), 'user-' || i || '@example.com', repeat('x', 60), now(),
  '{"provider": "email", "providers": ["email"]}'
from generate_series(:first, :last) as i;

-- Of 100 users: 10 have nothing, 60 one subscription, 20 a former and a present one, 10 one at each store. That is 1.2 each.
truncate bench.wanted;
insert into bench.wanted
with people as (
  select i as number, i % 100 as kind from generate_series(:first::bigint, :last::bigint) as i
), slots as (
  select number, kind, nth,
    case when kind >= 90 then (array['stripe', 'app_store'])[nth]
      when bench.share(number, 'store') < 0.6 then 'stripe' else 'app_store' end as store,
    bench.share(number * 2 + nth, 'state') as luck
  from people
  cross join lateral generate_series(1, case when kind < 10 then 0 when kind < 70 then 1 else 2 end) as nth
), states as (
  select *, case
      when kind between 70 and 89 and nth = 1 then 'expired'
      -- Of those with both stores one in ten pays both.
      when kind >= 90 and nth = 1 and bench.share(number, 'both') < 0.9 then 'expired'
      when luck < 0.60 then 'renewing'
      when luck < 0.72 then 'cancelled'
      when luck < 0.75 then 'trial'
      when luck < 0.79 then 'in_grace_period'
      when luck < 0.83 then 'in_billing_retry'
      when luck < 0.96 then 'expired'
      when luck < 0.97 then 'revoked'
      when luck < 0.98 then case store when 'stripe' then 'paused' else 'expired' end
      when luck < 0.99 then case store when 'stripe' then 'incomplete' else 'expired' end
      else 'unheard_of' end as state
  from slots
)
select number, nth, bench.user_id(number), store,
  case store when 'stripe' then 'sub_' || number || '_' || nth else '2' || lpad(number::text, 12, '0') || nth end,
  case when bench.share(number, 'plan') < 0.65 then 'standard' else 'premium' end,
  state,
  now() + bench.share(number * 2 + nth, 'time') * case
    when state in ('renewing', 'cancelled', 'trial', 'paused', 'incomplete') then interval '30 days'
    when state = 'in_grace_period' then interval '-7 days'
    when state = 'in_billing_retry' then interval '-30 days'
    when state = 'unheard_of' then interval '-12 hours'
    else interval '-365 days' end
from states;
