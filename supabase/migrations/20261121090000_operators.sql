create table billing.settings_changes (
  id bigint generated always as identity primary key,
  changed_at timestamptz not null default now(),
  changed_by text not null default session_user,
  before jsonb not null,
  after jsonb not null
);
comment on table billing.settings_changes is 'Every change of billing.settings: when, by whom, from what to what. Written by a trigger, changed by nobody.';
comment on column billing.settings_changes.changed_by is 'The database login that changed it.';
alter table billing.settings_changes enable row level security;

create function billing.audit_settings()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'billing.settings has one row, which cannot be deleted' using errcode = 'restrict_violation';
  end if;
  insert into billing.settings_changes (before, after) values (to_jsonb(old), to_jsonb(new));
  -- The stored rights were derived under the old policy. Rows that come out the same are not written.
  perform pg_advisory_xact_lock(hashtextextended('entitlements', 0));
  perform billing.rewrite_entitlements(affected.user_id)
  from (select distinct user_id from public.subscriptions where user_id is not null) as affected;
  return null;
end
$$;
comment on function billing.audit_settings is 'Trigger: records a change of policy and lets it take effect for everybody in the same transaction.';
create trigger audit_settings after update on billing.settings
  for each row when (old is distinct from new) execute function billing.audit_settings();
create trigger keep_settings before delete on billing.settings
  for each row execute function billing.audit_settings();

-- Grants begin at a time of their own, and time sends no event: a schedule calls this.
create function billing.derive_due(since timestamptz)
returns integer language plpgsql security definer set search_path = '' as $$
declare
  derived integer;
begin
  perform billing.derive_entitlements(due.user_id)
  from (
    select distinct user_id from billing.grants where starts_at > since and starts_at <= now() order by user_id) as due;
  get diagnostics derived = row_count;
  return derived;
end
$$;
comment on function billing.derive_due is 'Derives the rights of users whose grants have begun since a moment; answers how many users. May be repeated.';

-- Why each source of a user's access counts or does not, in words to paste into an answer.
create function billing.explain_access(for_user uuid, moment timestamptz default now())
returns table (
  source text, plan text, entitlements text[], state text, counts boolean, until timestamptz, why text, decided_by text
) language sql stable security definer set search_path = '' as $$
  with sources as (
    select subscriptions as subscription, settings, plans.name as plan, plans.entitlements,
      case subscriptions.store when 'stripe' then 'Stripe' else 'the App Store' end as seller,
      to_char(subscriptions.expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as paid_until,
      billing.subscription_access_ends_at(subscriptions) as until
    from public.subscriptions cross join billing.settings
    left join public.plans on plans.id = subscriptions.plan_id
    where subscriptions.user_id = for_user
  )
  select
    format('%s subscription %s%s', case (subscription).store when 'stripe' then 'Stripe' else 'App Store' end,
      (subscription).store_subscription_id, case (subscription).environment when 'sandbox' then ' (sandbox)' else '' end),
    plan, coalesce(entitlements, '{}'),
    (subscription).status || case when (subscription).status = 'active' and not (subscription).will_renew
      then ', will not renew' else '' end,
    entitlements is not null and coalesce(until > moment, false),
    until,
    case
      when plan is null then format('The product %s belongs to no plan.', (subscription).store_product_id)
      when (subscription).environment = 'sandbox' and until is null and (settings).sandbox_serves <> 'anybody'
        then format('A purchase in the sandbox, which serves %s.', (settings).sandbox_serves)
      when (subscription).ownership = 'family_shared' and not (settings).family_sharing_serves
        then 'Shared by a member of the family, which gives no access here.'
      when (subscription).status = 'active' and until > moment and (subscription).will_renew and (subscription).expires_at <= moment
        then format('Paid until %s at %s; the renewal may only be late.', paid_until, seller)
      when (subscription).status = 'active' and until > moment then format('Paid until %s at %s.', paid_until, seller)
      when (subscription).status = 'active'
        then format('Paid until %s at %s, and that time is over.', paid_until, seller)
      when (subscription).status = 'in_grace_period' and until > moment
        then format('Paid until %s; the renewal failed, and %s tries again.', paid_until, seller)
      when (subscription).status = 'in_grace_period' then format('Paid until %s; the renewal failed, and the grace is over.', paid_until)
      when (subscription).status = 'in_billing_retry' then format('Paid until %s; the renewal failed, and no grace is left.', paid_until)
      when (subscription).status = 'paused' then format('Paused at %s.', seller)
      when (subscription).status = 'incomplete' then 'The first payment was never made.'
      when (subscription).status = 'revoked' then format('Refunded or revoked by %s.', seller)
      when (subscription).expires_at <= (subscription).started_at then 'The first payment was never made.'
      else format('Ended on %s at %s.', paid_until, seller)
    end,
    case
      when plan is null then 'public.plans'
      when (subscription).environment = 'sandbox' and until is null and (settings).sandbox_serves <> 'anybody'
        then 'sandbox_serves = ' || (settings).sandbox_serves
      when (subscription).ownership = 'family_shared' and not (settings).family_sharing_serves
        then 'family_sharing_serves = false'
      when (subscription).status = 'active' and (subscription).will_renew and (subscription).store = 'stripe'
        then 'stripe_leeway = ' || case (settings).stripe_leeway when '0' then 'none' else (settings).stripe_leeway::text end
      when (subscription).status = 'active' and (subscription).will_renew then 'app_store_leeway = ' || case (settings).app_store_leeway when '0' then 'none' else (settings).app_store_leeway::text end
      when (subscription).status = 'in_grace_period' and (subscription).store = 'stripe'
        then 'stripe_past_due_grace = ' || case (settings).stripe_past_due_grace when '0' then 'none' else (settings).stripe_past_due_grace::text end
      else seller
    end
  from sources
  union all
  select 'Grant by ' || granted_by, null, array[entitlement],
    case when starts_at > moment then 'not begun' when ends_at <= moment then 'ended' else 'active' end,
    starts_at <= moment and (ends_at is null or ends_at > moment),
    ends_at,
    format('Given by hand: %s.', reason),
    granted_by
  from billing.grants where user_id = for_user
  order by 5 desc, 6 desc nulls first, 1
$$;
comment on function billing.explain_access is 'For operators: every source of a user''s access as of a moment, whether it counts, until when, why, and which setting or store decided.';

create function billing.explain_own_access()
returns table (
  source text, plan text, entitlements text[], state text, counts boolean, until timestamptz, why text, decided_by text
) language sql stable security definer set search_path = '' as $$
  select * from billing.explain_access((select auth.uid()))
$$;
comment on function billing.explain_own_access is 'The same for the signed-in user.';

create function public.explain_access()
returns table (
  source text, plan text, entitlements text[], state text, counts boolean, until timestamptz, why text, decided_by text
) language sql stable security invoker set search_path = '' as $$
  select * from billing.explain_own_access()
$$;
comment on function public.explain_access is 'Why the signed-in user has, or does not have, access: every source considered, in words.';

-- Money that two subscriptions take for one person: Apple cannot be asked in advance, so it can happen.
create view billing.double_payments with (security_invoker = true) as
  select paid.*,
    rank() over (partition by paid.user_id order by plans.rank desc, paid.started_at, paid.store_subscription_id) = 1 as is_kept
  from (
    select subscriptions.*, count(*) over (partition by subscriptions.user_id) as paid_at_once
    from public.subscriptions
    where subscriptions.user_id is not null and subscriptions.will_renew and subscriptions.ownership = 'purchased'
      and subscriptions.status in ('active', 'in_grace_period', 'in_billing_retry')
  ) as paid
  join public.plans on plans.id = paid.plan_id
  where paid.paid_at_once > 1;
comment on view billing.double_payments is 'For operators: every subscription of a user who pays more than one. is_kept marks the one to keep (the higher plan, then the older).';

create function billing.own_double_payments()
returns table (store text, plan_id text, expires_at timestamptz, is_kept boolean)
language sql stable security definer set search_path = '' as $$
  select double_payments.store, double_payments.plan_id, double_payments.expires_at, double_payments.is_kept
  from billing.double_payments where double_payments.user_id = (select auth.uid())
  order by double_payments.is_kept desc, double_payments.store
$$;
comment on function billing.own_double_payments is 'The subscriptions that the signed-in user pays at once.';

create function public.double_payments()
returns table (store text, plan_id text, expires_at timestamptz, is_kept boolean, advice text)
language sql stable security invoker set search_path = '' as $$
  select paid.store, paid.plan_id, paid.expires_at, paid.is_kept,
    case
      when paid.is_kept then 'Keep this one.'
      when paid.store = 'stripe' then 'Cancel this one on the website, on your account page.'
      else 'Cancel this one on your iPhone: Settings, your name, Subscriptions.'
    end
  from billing.own_double_payments() as paid
$$;
comment on function public.double_payments is 'What the signed-in user pays twice, which one to cancel and where. Empty for nearly everybody.';

revoke execute on all functions in schema billing from public;
revoke execute on function public.explain_access, public.double_payments from public, anon, service_role;
grant execute on function public.explain_access, public.double_payments to authenticated;
grant execute on function billing.explain_own_access, billing.own_double_payments to authenticated;
grant execute on function billing.derive_due to tandem_functions, tandem_operators;
grant execute on function billing.explain_access, billing.access_at to tandem_operators;

grant select on billing.settings, billing.settings_changes, billing.grants, billing.customers, billing.webhook_events,
  billing.app_store_transactions, billing.app_store_renewals, billing.app_store_claims, billing.purchase_attempts, billing.trials, billing.double_payments,
  public.subscriptions, public.entitlements, public.plans to tandem_operators;
grant update on billing.settings to tandem_operators;
grant insert, update, delete on billing.grants to tandem_operators;
