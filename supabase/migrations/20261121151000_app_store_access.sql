create function billing.app_store_purchase_access_ends_at(purchase public.app_store_purchases)
returns timestamptz language plpgsql stable set search_path = '' as $$
begin
  return case
    when purchase.revoked_at is null and purchase.extra_id is not null
      and billing.is_environment_served(purchase.environment, purchase.user_id)
      and (purchase.ownership <> 'family_shared' or (select family_sharing_serves from billing.settings))
    then timestamptz '9999-12-31 00:00:00+00' end;
end
$$;
comment on function billing.app_store_purchase_access_ends_at is 'A one-time purchase in the App Store gives its rights for good, while it is not revoked; null when it gives none.';

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
  select purchases.original_transaction_id, rights.entitlement, 'app_store', null,
    case when purchases.revoked_at is null then 'active' else 'revoked' end, 'normal', false,
    purchases.purchased_at, null, '-infinity'::timestamptz,
    billing.app_store_purchase_access_ends_at(purchases), purchases.environment, 0
  from public.app_store_purchases as purchases
  join public.extras on extras.id = purchases.extra_id
  cross join lateral unnest(extras.entitlements) as rights (entitlement)
  where purchases.user_id = for_user
  union all
  select grants.id::text, grants.entitlement, 'grant', null, 'active', 'normal', false, grants.starts_at, grants.ends_at,
    -- Not 'infinity': a client could not parse it as a date.
    grants.starts_at, coalesce(grants.ends_at, '9999-12-31 00:00:00+00'), 'production', 0
  from billing.grants
  where grants.user_id = for_user;
end
$$;
comment on function billing.access_sources is 'All sources of a user''s rights, live or not: subscriptions at both stores, extras bought at either, and grants.';

create function billing.derive_after_app_store_purchase()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- In the order of their ids, as for subscriptions.
  if tg_op = 'UPDATE' and old.user_id is distinct from new.user_id then
    perform billing.derive_entitlements(least(old.user_id, new.user_id));
    perform billing.derive_entitlements(greatest(old.user_id, new.user_id));
  else
    perform billing.derive_entitlements(new.user_id);
  end if;
  return null;
end
$$;
comment on function billing.derive_after_app_store_purchase is 'Trigger: a one-time purchase in the App Store counts from the transaction that wrote it.';
create trigger derive_after_app_store_purchase after insert or update on public.app_store_purchases
  for each row execute function billing.derive_after_app_store_purchase();

create function billing.derive_after_app_store_purchase_delete()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform billing.derive_entitlements(old.user_id);
  return null;
end
$$;
comment on function billing.derive_after_app_store_purchase_delete is 'Trigger: a purchase that is gone gives nothing.';
create trigger derive_after_app_store_purchase_delete after delete on public.app_store_purchases
  for each row execute function billing.derive_after_app_store_purchase_delete();

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
    union select user_id from public.payments where user_id is not null
    union select user_id from public.app_store_purchases where user_id is not null) as affected;
  return null;
end
$$;

create or replace function billing.put_subscription(next public.subscriptions)
returns void language plpgsql set search_path = '' as $$
begin
  insert into public.subscriptions as stored
    (user_id, store, environment, store_subscription_id, store_product_id, plan_id, status, period_type, started_at,
      expires_at, grace_period_ends_at, will_renew, next_plan_id, price, currency, ownership, as_of, period_starts_at,
      payment_method_id, pending_plan_id, discount_percent, discount_amount, discount_ends_at, offer_type,
      price_consent, renewal_price)
  values
    (next.user_id, next.store, next.environment, next.store_subscription_id, next.store_product_id, next.plan_id,
      next.status, next.period_type, next.started_at, next.expires_at, next.grace_period_ends_at, next.will_renew,
      next.next_plan_id, next.price, next.currency, coalesce(next.ownership, 'purchased'), next.as_of,
      next.period_starts_at, next.payment_method_id, next.pending_plan_id, next.discount_percent,
      next.discount_amount, next.discount_ends_at, next.offer_type, next.price_consent, next.renewal_price)
  on conflict (store, store_subscription_id) do update set
    user_id = excluded.user_id, environment = excluded.environment, store_product_id = excluded.store_product_id,
    plan_id = excluded.plan_id, status = excluded.status, period_type = excluded.period_type,
    started_at = excluded.started_at, expires_at = excluded.expires_at,
    grace_period_ends_at = excluded.grace_period_ends_at, will_renew = excluded.will_renew,
    next_plan_id = excluded.next_plan_id, price = excluded.price, currency = excluded.currency,
    ownership = excluded.ownership, as_of = excluded.as_of, period_starts_at = excluded.period_starts_at,
    payment_method_id = excluded.payment_method_id, pending_plan_id = excluded.pending_plan_id,
    discount_percent = excluded.discount_percent, discount_amount = excluded.discount_amount,
    discount_ends_at = excluded.discount_ends_at, offer_type = excluded.offer_type,
    price_consent = excluded.price_consent, renewal_price = excluded.renewal_price, updated_at = now()
  where (stored.user_id, stored.as_of, billing.subscription_content(stored))
    is distinct from (excluded.user_id, excluded.as_of, billing.subscription_content(excluded));
end
$$;

-- Made anew, because it shows all columns of a subscription, and without what is no money: a sandbox that serves nobody.
drop view billing.double_payments;
create view billing.double_payments with (security_invoker = true) as
  select paid.*,
    rank() over (partition by paid.user_id order by plans.rank desc, paid.started_at, paid.store_subscription_id) = 1 as is_kept
  from (
    select subscriptions.*, count(*) over (partition by subscriptions.user_id) as paid_at_once
    from public.subscriptions
    where subscriptions.user_id is not null and subscriptions.will_renew and subscriptions.ownership = 'purchased'
      and subscriptions.status in ('active', 'in_grace_period', 'in_billing_retry')
      and (subscriptions.environment = 'production' or (select sandbox_serves from billing.settings) <> 'nobody')
  ) as paid
  join public.plans on plans.id = paid.plan_id
  where paid.paid_at_once > 1;
comment on view billing.double_payments is 'For operators: every subscription of a user who pays more than one. is_kept marks the one to keep (the higher plan, then the older).';
grant select on billing.double_payments to tandem_operators;

revoke execute on all functions in schema billing from public;
