create function billing.is_consent_missing(subscription public.subscriptions)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return subscription.store = 'app_store' and subscription.status = 'expired' and coalesce(
    billing.app_store_rescinded_at(subscription.store_subscription_id, subscription.environment) = subscription.expires_at,
    false);
end
$$;
comment on function billing.is_consent_missing is 'Whether a subscription gives nothing because a parent withdrew the consent, not because Apple revoked it.';

create or replace function billing.explain_subscription(subscription public.subscriptions, until timestamptz, moment timestamptz)
returns text language plpgsql stable set search_path = '' as $$
declare
  seller text := case subscription.store when 'stripe' then 'Stripe' else 'the App Store' end;
  paid_until text := to_char(subscription.expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"');
  runs boolean := subscription.status in ('active', 'in_grace_period');
begin
  return case
    when runs and subscription.payment_fault = 'refunded' then format('Paid until %s at %s, and given back in full.', paid_until, seller)
    when runs and subscription.payment_fault = 'disputed' then 'A payment is disputed at the bank; access rests until that is decided.'
    when runs and subscription.payment_fault = 'dispute_lost' then 'A payment was disputed, and the bank took it back.'
    when subscription.status = 'active' and until > moment and subscription.will_renew and subscription.expires_at <= moment
      then format('Paid until %s at %s; the renewal may only be late.', paid_until, seller)
    when subscription.status = 'active' and until > moment and subscription.price_consent = 'pending'
      then format('Paid until %s at %s; the price rises, and unless that is agreed to it ends then.', paid_until, seller)
    when subscription.status = 'active' and until > moment then format('Paid until %s at %s.', paid_until, seller)
    when subscription.status = 'active' then format('Paid until %s at %s, and that time is over.', paid_until, seller)
    when subscription.status = 'in_grace_period' and until > moment
      then format('Paid until %s; the renewal failed, and %s tries again.', paid_until, seller)
    when subscription.status = 'in_grace_period' then format('Paid until %s; the renewal failed, and the grace is over.', paid_until)
    when subscription.status = 'in_billing_retry' then format('Paid until %s; the renewal failed, and no grace is left.', paid_until)
    when subscription.status = 'paused' then format('Paused at %s.', seller)
    when subscription.status = 'incomplete' then 'The first payment was never made.'
    when billing.is_consent_missing(subscription)
      then format('A parent withdrew the consent to use the app on %s; what was bought before gives no access.', paid_until)
    when subscription.status = 'revoked' and subscription.ownership = 'family_shared'
      then format('No longer shared by the family since %s.', paid_until)
    when subscription.status = 'revoked' then format('Refunded or revoked by %s.', seller)
    when subscription.expires_at <= subscription.started_at then 'The first payment was never made.'
    else format('Ended on %s at %s.', paid_until, seller)
  end;
end
$$;

create or replace function billing.decider_of(subscription public.subscriptions, policy billing.settings)
returns text language plpgsql stable set search_path = '' as $$
begin
  return case
    when subscription.payment_fault is not null then 'Stripe'
    when subscription.status = 'active' and subscription.will_renew and subscription.store = 'stripe'
      then 'stripe_leeway = ' || case policy.stripe_leeway when '0' then 'none' else policy.stripe_leeway::text end
    when subscription.status = 'active' and subscription.will_renew
      then 'app_store_leeway = ' || case policy.app_store_leeway when '0' then 'none' else policy.app_store_leeway::text end
    when subscription.status = 'in_grace_period' and subscription.store = 'stripe'
      then 'stripe_past_due_grace = ' || case policy.stripe_past_due_grace when '0' then 'none' else policy.stripe_past_due_grace::text end
    when billing.is_consent_missing(subscription) then 'billing.app_store_consents'
    else case subscription.store when 'stripe' then 'Stripe' else 'the App Store' end
  end;
end
$$;

create function billing.explain_app_store_purchase(purchase public.app_store_purchases)
returns text language plpgsql stable set search_path = '' as $$
declare
  since text := to_char(purchase.revoked_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"');
begin
  return case
    when purchase.revoked_at
      = billing.app_store_rescinded_at(purchase.original_transaction_id, purchase.environment)
      then format('A parent withdrew the consent to use the app on %s; what was bought before gives no access.', since)
    when purchase.revoked_at is not null and purchase.ownership = 'family_shared'
      then format('No longer shared by the family since %s.', since)
    when purchase.revoked_at is not null then format('Bought once, and refunded or revoked by the App Store on %s.', since)
    else format('Bought once, on %s in the App Store, for good.', to_char(purchase.purchased_at at time zone 'UTC', 'YYYY-MM-DD'))
  end;
end
$$;
comment on function billing.explain_app_store_purchase is 'Why a one-time purchase in the App Store, which the policy serves, gives access or not.';

create function billing.explain_app_store_purchases(for_user uuid)
returns table (
  source text, plan text, entitlements text[], state text, counts boolean, until timestamptz, why text, decided_by text
) language sql stable set search_path = '' as $$
  with sources as (
    select purchases as purchase, settings, extras.name, extras.entitlements,
      billing.is_environment_served(purchases.environment, for_user) as is_served,
      purchases.ownership = 'family_shared' and not settings.family_sharing_serves as is_borrowed
    from public.app_store_purchases as purchases cross join billing.settings
    left join public.extras on extras.id = purchases.extra_id
    where purchases.user_id = for_user
  )
  select
    format('App Store purchase %s%s', (purchase).original_transaction_id,
      case (purchase).environment when 'sandbox' then ' (sandbox)' else '' end),
    name, coalesce(entitlements, '{}'),
    case when (purchase).revoked_at is null then 'bought' else 'revoked' end,
    billing.app_store_purchase_access_ends_at(purchase) is not null,
    null::timestamptz,
    case
      when name is null then format('The product %s is no extra.', (purchase).store_product_id)
      when not is_served then format('A purchase in the sandbox, which serves %s.', (settings).sandbox_serves)
      when is_borrowed then 'Shared by a member of the family, which gives no access here.'
      else billing.explain_app_store_purchase(purchase)
    end,
    case
      when name is null then 'public.extras'
      when not is_served then 'sandbox_serves = ' || (settings).sandbox_serves
      when is_borrowed then 'family_sharing_serves = false'
      when (purchase).revoked_at = billing.app_store_rescinded_at((purchase).original_transaction_id, (purchase).environment)
        then 'billing.app_store_consents'
      else 'the App Store'
    end
  from sources
$$;
comment on function billing.explain_app_store_purchases is 'The one-time purchases in the App Store, as explain_access shows them.';

create or replace function billing.explain_access(for_user uuid, moment timestamptz default now())
returns table (
  source text, plan text, entitlements text[], state text, counts boolean, until timestamptz, why text, decided_by text
) language sql stable security definer set search_path = '' as $$
  with sources as (
    select subscriptions as subscription, settings, plans.name as plan, plans.entitlements,
      billing.subscription_access_ends_at(subscriptions) as until,
      billing.is_environment_served(subscriptions.environment, for_user) as is_served,
      subscriptions.ownership = 'family_shared' and not settings.family_sharing_serves as is_borrowed
    from public.subscriptions cross join billing.settings
    left join public.plans on plans.id = subscriptions.plan_id
    where subscriptions.user_id = for_user
  )
  select
    format('%s subscription %s%s', case (subscription).store when 'stripe' then 'Stripe' else 'App Store' end,
      (subscription).store_subscription_id, case (subscription).environment when 'sandbox' then ' (sandbox)' else '' end),
    plan, coalesce(entitlements, '{}'),
    (subscription).status || case when (subscription).status = 'active' and not (subscription).will_renew
      then ', will not renew' else '' end || coalesce(', ' || replace((subscription).payment_fault, '_', ' '), ''),
    entitlements is not null and coalesce(until > moment, false),
    until,
    case
      when plan is null then format('The product %s belongs to no plan.', (subscription).store_product_id)
      when not is_served then format('A purchase in the sandbox, which serves %s.', (settings).sandbox_serves)
      when is_borrowed then 'Shared by a member of the family, which gives no access here.'
      else billing.explain_subscription(subscription, until, moment)
    end,
    case
      when plan is null then 'public.plans'
      when not is_served then 'sandbox_serves = ' || (settings).sandbox_serves
      when is_borrowed then 'family_sharing_serves = false'
      else billing.decider_of(subscription, settings)
    end
  from sources
  union all
  select format('Stripe payment %s%s', payments.payment_intent_id, case payments.environment when 'sandbox' then ' (sandbox)' else '' end),
    extras.name, coalesce(extras.entitlements, '{}'),
    payments.status || coalesce(', ' || replace(payments.payment_fault, '_', ' '), ''),
    extras.id is not null and billing.payment_access_ends_at(payments) is not null,
    null,
    case
      when extras.id is null then 'It paid for nothing in the catalogue.'
      when not billing.is_environment_served(payments.environment, for_user)
        then format('A purchase in the sandbox, which serves %s.', settings.sandbox_serves)
      else billing.explain_payment(payments)
    end,
    case when extras.id is null then 'public.extras'
      when billing.is_environment_served(payments.environment, for_user) then 'Stripe'
      else 'sandbox_serves = ' || settings.sandbox_serves end
  from public.payments cross join billing.settings left join public.extras on extras.id = payments.extra_id
  where payments.user_id = for_user
  union all
  select * from billing.explain_app_store_purchases(for_user)
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

revoke execute on all functions in schema billing from public;
