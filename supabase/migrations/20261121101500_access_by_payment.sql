-- The one access policy, with what is wrong with the money.
create or replace function billing.subscription_access_ends_at(subscription public.subscriptions)
returns timestamptz language plpgsql stable set search_path = '' as $$
declare
  policy billing.settings;
begin
  select * into policy from billing.settings;
  return case
    when not billing.is_environment_served(subscription.environment, subscription.user_id) then null
    when subscription.ownership = 'family_shared' and not policy.family_sharing_serves then null
    when subscription.payment_fault is not null then null
    -- Leeway is for a renewal that we may not have heard of yet: what will not renew ends on the minute.
    when subscription.status = 'active' and subscription.will_renew then subscription.expires_at
      + case subscription.store when 'stripe' then policy.stripe_leeway else policy.app_store_leeway end
    when subscription.status = 'active' then subscription.expires_at
    when subscription.status = 'in_grace_period' and subscription.store = 'stripe'
      then subscription.expires_at + policy.stripe_past_due_grace
    when subscription.status = 'in_grace_period' then subscription.grace_period_ends_at
  end;
end
$$;

create function billing.payment_access_ends_at(payment public.payments)
returns timestamptz language plpgsql stable set search_path = '' as $$
begin
  return case
    when payment.status = 'succeeded' and payment.payment_fault is null
      and billing.is_environment_served(payment.environment, payment.user_id)
    then timestamptz '9999-12-31 00:00:00+00' end;
end
$$;
comment on function billing.payment_access_ends_at is 'A payment for an extra gives its rights for good, while nothing is wrong with its money; null when it gives none.';

create or replace function billing.access_sources(for_user uuid)
returns table (
  source_id text, entitlement text, store text, plan_id text, status text, period_type text, will_renew boolean,
  starts_at timestamptz, expires_at timestamptz, access_starts_at timestamptz, access_ends_at timestamptz,
  environment text, rank integer
) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  select subscriptions.store_subscription_id, rights.entitlement, subscriptions.store, subscriptions.plan_id,
    subscriptions.status, subscriptions.period_type, subscriptions.will_renew, subscriptions.started_at,
    -- A store says that something is paid when it is: access does not wait for a clock that may be behind the store's.
    subscriptions.expires_at, '-infinity'::timestamptz, billing.subscription_access_ends_at(subscriptions),
    subscriptions.environment, plans.rank
  from public.subscriptions
  join public.plans on plans.id = subscriptions.plan_id
  cross join lateral unnest(plans.entitlements) as rights (entitlement)
  -- What never started (first payment missing, or given up) is no former right either.
  where subscriptions.user_id = for_user and subscriptions.status <> 'incomplete'
    and subscriptions.expires_at > subscriptions.started_at
  union all
  select payments.payment_intent_id, rights.entitlement, 'stripe', null,
    case when payments.payment_fault is null then 'active' else 'revoked' end, 'normal', false,
    coalesce(payments.paid_at, payments.created_at), null, '-infinity'::timestamptz,
    billing.payment_access_ends_at(payments), payments.environment, 0
  from public.payments
  join public.extras on extras.id = payments.extra_id
  cross join lateral unnest(extras.entitlements) as rights (entitlement)
  where payments.user_id = for_user and payments.status = 'succeeded'
  union all
  select grants.id::text, grants.entitlement, 'grant', null, 'active', 'normal', false, grants.starts_at, grants.ends_at,
    -- Not 'infinity': a client could not parse it as a date.
    grants.starts_at, coalesce(grants.ends_at, '9999-12-31 00:00:00+00'), 'production', 0
  from billing.grants
  where grants.user_id = for_user;
end
$$;
comment on function billing.access_sources is 'All sources of a user''s rights, live or not: subscriptions at both stores, payments for extras, and grants.';

create function billing.derive_after_payment()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and old.user_id is distinct from new.user_id then
    perform billing.derive_entitlements(old.user_id);
  end if;
  perform billing.derive_entitlements(new.user_id);
  return null;
end
$$;
comment on function billing.derive_after_payment is 'Trigger: a payment for an extra counts from the transaction that wrote it.';
create trigger derive_after_payment after insert on public.payments
  for each row execute function billing.derive_after_payment();
create trigger derive_after_payment_change after update on public.payments
  for each row when (old is distinct from new) execute function billing.derive_after_payment();
create function billing.derive_after_payment_delete()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform billing.derive_entitlements(old.user_id);
  return null;
end
$$;
comment on function billing.derive_after_payment_delete is 'Trigger: a payment that is gone gives nothing.';
create trigger derive_after_payment_delete after delete on public.payments
  for each row execute function billing.derive_after_payment_delete();

create or replace function billing.audit_settings()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'billing.settings has one row, which cannot be deleted' using errcode = 'restrict_violation';
  end if;
  insert into billing.settings_changes (before, after) values (to_jsonb(old), to_jsonb(new));
  -- The stored rights were derived under the old policy. Rows that come out the same are not written.
  perform pg_advisory_xact_lock(hashtextextended('entitlements', 0));
  perform billing.rewrite_entitlements(affected.user_id)
  from (
    select user_id from public.subscriptions where user_id is not null
    union select user_id from public.payments where user_id is not null) as affected;
  return null;
end
$$;

-- The row's own fields, without what is ours and what is derived.
create or replace function billing.subscription_content(subscription public.subscriptions)
returns jsonb language plpgsql immutable set search_path = '' as $$
begin
  return to_jsonb(subscription) - array['id', 'user_id', 'as_of', 'created_at', 'updated_at', 'payment_fault'];
end
$$;

create or replace function billing.put_subscription(next public.subscriptions)
returns void language plpgsql set search_path = '' as $$
begin
  insert into public.subscriptions as stored
    (user_id, store, environment, store_subscription_id, store_product_id, plan_id, status, period_type, started_at,
      expires_at, grace_period_ends_at, will_renew, next_plan_id, price, currency, ownership, as_of, period_starts_at,
      payment_method_id, pending_plan_id, discount_percent, discount_amount, discount_ends_at)
  values
    (next.user_id, next.store, next.environment, next.store_subscription_id, next.store_product_id, next.plan_id,
      next.status, next.period_type, next.started_at, next.expires_at, next.grace_period_ends_at, next.will_renew,
      next.next_plan_id, next.price, next.currency, coalesce(next.ownership, 'purchased'), next.as_of,
      next.period_starts_at, next.payment_method_id, next.pending_plan_id, next.discount_percent,
      next.discount_amount, next.discount_ends_at)
  on conflict (store, store_subscription_id) do update set
    user_id = excluded.user_id, environment = excluded.environment, store_product_id = excluded.store_product_id,
    plan_id = excluded.plan_id, status = excluded.status, period_type = excluded.period_type,
    started_at = excluded.started_at, expires_at = excluded.expires_at,
    grace_period_ends_at = excluded.grace_period_ends_at, will_renew = excluded.will_renew,
    next_plan_id = excluded.next_plan_id, price = excluded.price, currency = excluded.currency,
    ownership = excluded.ownership, as_of = excluded.as_of, period_starts_at = excluded.period_starts_at,
    payment_method_id = excluded.payment_method_id, pending_plan_id = excluded.pending_plan_id,
    discount_percent = excluded.discount_percent, discount_amount = excluded.discount_amount,
    discount_ends_at = excluded.discount_ends_at, updated_at = now()
  where (stored.user_id, stored.as_of, billing.subscription_content(stored))
    is distinct from (excluded.user_id, excluded.as_of, billing.subscription_content(excluded));
end
$$;

alter table public.lessons drop constraint lessons_required_entitlement_check,
  add constraint lessons_required_entitlement_check check (required_entitlement in ('standard', 'premium', 'workshop'));
alter policy "Members read what they are entitled to" on public.lessons
  using (
    required_entitlement is null
    or (required_entitlement = 'standard' and (select public.has_entitlement('standard')))
    or (required_entitlement = 'premium' and (select public.has_entitlement('premium')))
    or (required_entitlement = 'workshop' and (select public.has_entitlement('workshop'))));

revoke execute on all functions in schema billing from public;
