create function billing.customer_of(owner uuid)
returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return (select customers.customer_id from billing.customers where customers.user_id = owner);
end
$$;
comment on function billing.customer_of is 'The Stripe customer of a user; null before the first purchase, and after it was deleted at Stripe.';

create or replace function billing.stripe_subscription_of(owner uuid)
returns jsonb language sql stable security definer set search_path = '' as $$
  select to_jsonb(subscriptions) || jsonb_build_object('plan_rank', plans.rank)
  from public.subscriptions left join public.plans on plans.id = subscriptions.plan_id
  where user_id = owner and store = 'stripe'
  order by status in ('active', 'in_grace_period', 'in_billing_retry', 'paused') desc,
    -- Of two that run, one is paid by mistake: it is the one to cancel.
    exists (
      select from billing.double_payments
      where double_payments.id = subscriptions.id and not double_payments.is_kept) desc,
    started_at desc, subscriptions.id
  limit 1
$$;

create function billing.cards_of(owner uuid)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
        'payment_method_id', cards.payment_method_id,
        'fingerprint', registers.fingerprint,
        'brand', cards.brand,
        'last4', cards.last4,
        'exp_month', cards.exp_month,
        'exp_year', cards.exp_year,
        'created_at', cards.created_at,
        'is_default', cards.payment_method_id is not distinct from accounts.default_payment_method_id,
        'subscription_id', (
          select subscriptions.store_subscription_id from public.subscriptions
          where subscriptions.user_id = owner and subscriptions.store = 'stripe'
            and subscriptions.status in ('active', 'in_grace_period', 'in_billing_retry', 'paused')
            and coalesce(subscriptions.payment_method_id, accounts.default_payment_method_id) = cards.payment_method_id
          order by subscriptions.started_at desc, subscriptions.id limit 1))
      order by cards.created_at, cards.payment_method_id), '[]')
    from public.payment_methods as cards
    join billing.stripe_payment_methods as registers on registers.payment_method_id = cards.payment_method_id
    left join public.billing_accounts as accounts on accounts.user_id = owner
    where cards.user_id = owner);
end
$$;
comment on function billing.cards_of is 'A user''s cards, the oldest first, with fingerprints, and the running subscription that is charged to each.';

create function billing.invoice_of(owner uuid, invoice_id text)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select to_jsonb(invoices) from public.invoices
    where user_id = owner
      and case when invoice_of.invoice_id is null then status = 'open' else invoices.invoice_id = invoice_of.invoice_id end
    order by created_at desc, invoices.invoice_id desc limit 1);
end
$$;
comment on function billing.invoice_of is 'A user''s own invoice; without an id the newest open one; null when there is none.';

create function billing.change_plan_refusal(held public.subscriptions, new_plan_id text)
returns text language plpgsql stable set search_path = '' as $$
begin
  return case
    when not exists (select from public.plans where id = new_plan_id) then 'plan_not_found'
    when held.id is null or held.status in ('expired', 'revoked') then 'subscription_not_found'
    -- Its credit would be for money that was never paid, or was given back.
    when held.status <> 'active' or held.payment_fault is not null then 'payment_overdue'
    when not held.will_renew then 'subscription_ending'
    when held.plan_id = new_plan_id then 'same_plan'
    when held.pending_plan_id is not null or held.next_plan_id = new_plan_id then 'change_pending'
  end;
end
$$;
comment on function billing.change_plan_refusal is 'Why a Stripe subscription cannot change to a plan; null when it can.';

create function billing.change_plan_options(owner uuid, new_plan_id text)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  held public.subscriptions := jsonb_populate_record(null::public.subscriptions, billing.stripe_subscription_of(owner));
  refusal text := billing.change_plan_refusal(held, new_plan_id);
begin
  -- What never began on the web is no reason to look there.
  if (refusal = 'subscription_not_found' or held.status = 'incomplete') and exists (
    select from public.subscriptions as live
    where live.user_id = owner and live.store = 'app_store' and billing.subscription_access_ends_at(live) > now())
  then refusal := 'managed_in_app_store'; end if;
  if refusal is not null then return jsonb_build_object('refusal', refusal); end if;
  return (
    select jsonb_build_object(
      'subscription_id', held.store_subscription_id,
      'customer_id', billing.customer_of(owner),
      'change', change.kind,
      'takes_effect', case change.kind when 'downgrade' then settings.downgrade_takes_effect else 'now' end,
      'lookup_key', plans.stripe_lookup_key,
      'currency', plans.currency,
      'next_plan_id', held.next_plan_id)
    from public.plans cross join billing.settings
    cross join lateral (
      select case when held.period_type = 'trial' then 'trial_switch'
        when plans.rank > coalesce((select present.rank from public.plans as present where present.id = held.plan_id), 0)
        then 'upgrade' else 'downgrade' end as kind) as change
    where plans.id = new_plan_id);
end
$$;
comment on function billing.change_plan_options is 'What changing the signed-in user''s Stripe subscription to a plan means, or why it is refused (refusal).';

create function billing.begin_extra_purchase(buyer uuid, bought_extra_id text)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  extra public.extras;
begin
  select * into extra from public.extras where id = bought_extra_id;
  if extra.id is null then return jsonb_build_object('refusal', 'extra_not_found'); end if;
  -- A disputed one may come back: it is not sold a second time meanwhile.
  if exists (
    select from public.payments
    where payments.user_id = buyer and payments.extra_id = extra.id and payments.status = 'succeeded'
      and coalesce(payments.payment_fault, 'disputed') = 'disputed'
      and billing.is_environment_served(payments.environment, buyer))
  then return jsonb_build_object('refusal', 'already_owned'); end if;
  return (
    select jsonb_build_object(
      -- The same until this purchase is over, so that two clicks make one payment.
      'attempt_key', concat_ws(':', 'extra', buyer, extra.id, extra.amount, extra.currency, count(*) filter (
        where payments.status in ('succeeded', 'canceled'))),
      'payment_intent_id', (array_agg(payments.payment_intent_id order by payments.created_at desc)
        filter (where payments.status not in ('succeeded', 'canceled')))[1],
      'customer_id', billing.customer_of(buyer),
      'amount', extra.amount, 'currency', extra.currency, 'name', extra.name)
    from public.payments where payments.user_id = buyer and payments.extra_id = extra.id);
end
$$;
comment on function billing.begin_extra_purchase is 'What a user pays for an extra, and the unpaid payment to go on with; or why they cannot buy it (refusal).';

revoke execute on all functions in schema billing from public;
grant execute on function billing.customer_of, billing.cards_of, billing.invoice_of, billing.change_plan_options,
  billing.begin_extra_purchase to tandem_functions;
