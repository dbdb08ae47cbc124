-- Newer wins, older is stale. In the same second the one that has come further wins; where neither has, only Stripe knows.
create function billing.judge_report(
  stored_at timestamptz, moment timestamptz, is_same boolean, stored_progress integer[], reported_progress integer[])
returns text language plpgsql immutable set search_path = '' as $$
begin
  return case
    when stored_at is null or stored_at < moment then 'applied'
    when stored_at > moment then 'stale'
    when is_same then 'unchanged'
    when reported_progress > stored_progress then 'applied'
    when reported_progress < stored_progress then 'stale'
    else 'tie'
  end;
end
$$;
comment on function billing.judge_report is 'What to do with a report of one moment, given what is stored: applied, unchanged, stale or tie.';

create function billing.owner_of_fact(fact jsonb, known uuid)
returns uuid language plpgsql stable set search_path = '' as $$
begin
  -- Our own link goes before what metadata says: staff may edit metadata by hand.
  return coalesce(
    billing.owner_of_customer(fact ->> 'store_customer_id'),
    (select users.id from auth.users where users.id = (fact ->> 'user_id')::uuid),
    known);
end
$$;
comment on function billing.owner_of_fact is 'Whose a fact is: by our link, else by Stripe''s metadata, else as known before.';

create function billing.invoice_progress(invoice public.invoices)
returns integer[] language plpgsql immutable set search_path = '' as $$
begin
  return array[
    case invoice.status when 'draft' then 0 when 'open' then 1 when 'uncollectible' then 2 else 3 end,
    invoice.attempt_count, invoice.amount_paid];
end
$$;
comment on function billing.invoice_progress is 'How far an invoice has come: none goes back.';

create function billing.write_stripe_invoice(fact jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored public.invoices;
  reported public.invoices;
  written public.invoices;
  -- Ours and derived: no part of what Stripe says.
  ours text[] := array['user_id', 'as_of', 'card_brand', 'card_last4', 'payment_fault', 'needs'];
  outcome text;
begin
  perform billing.lock_money('invoice', fact ->> 'invoice_id');
  select * into stored from public.invoices where invoice_id = fact ->> 'invoice_id';
  reported := jsonb_populate_record(stored, fact);
  reported.attempt_count := coalesce(reported.attempt_count, 0);
  reported.user_id := billing.owner_of_fact(fact, stored.user_id);
  reported.as_of := moment;
  outcome := billing.judge_report(stored.as_of, moment, to_jsonb(stored) - ours = to_jsonb(reported) - ours,
    billing.invoice_progress(stored), billing.invoice_progress(reported));

  if outcome = 'applied' then
    insert into public.invoices values (reported.*)
    on conflict (invoice_id) do update set
      user_id = excluded.user_id, environment = excluded.environment, store_customer_id = excluded.store_customer_id,
      store_subscription_id = excluded.store_subscription_id, number = excluded.number, status = excluded.status,
      billing_reason = excluded.billing_reason, amount_due = excluded.amount_due, amount_paid = excluded.amount_paid,
      amount_remaining = excluded.amount_remaining, currency = excluded.currency, created_at = excluded.created_at,
      paid_at = excluded.paid_at, period_starts_at = excluded.period_starts_at, period_ends_at = excluded.period_ends_at,
      hosted_url = excluded.hosted_url, pdf_url = excluded.pdf_url, attempt_count = excluded.attempt_count,
      next_attempt_at = excluded.next_attempt_at, as_of = excluded.as_of;
  else
    -- Too late for anything else, a report may still name the owner, and its event say what is needed.
    update public.invoices set user_id = coalesce(invoices.user_id, reported.user_id)
    where invoice_id = reported.invoice_id
      and (invoices.user_id is distinct from reported.user_id
        or status = 'open' and needs is distinct from (
          select asked.needs from billing.stripe_invoice_needs as asked where asked.invoice_id = reported.invoice_id));
  end if;
  select * into written from public.invoices where invoice_id = reported.invoice_id;
  if stored.payment_fault is not null or written.payment_fault is not null then
    perform billing.refresh_subscription(written.store_subscription_id);
  end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_invoice is 'An invoice as Stripe reported it at a moment of its clock.';

create function billing.write_stripe_invoice_payment(fact jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored billing.stripe_invoice_payments;
  reported billing.stripe_invoice_payments;
  outcome text;
begin
  perform billing.lock_money('payment_intent', fact ->> 'payment_intent_id');
  perform billing.lock_money('invoice', fact ->> 'invoice_id');
  select * into stored from billing.stripe_invoice_payments where invoice_payment_id = fact ->> 'invoice_payment_id';
  reported := jsonb_populate_record(stored, fact);
  reported.as_of := moment;
  outcome := billing.judge_report(stored.as_of, moment, to_jsonb(stored) - 'as_of' = to_jsonb(reported) - 'as_of',
    array[(stored.status <> 'open')::integer], array[(reported.status <> 'open')::integer]);
  if outcome = 'applied' then
    insert into billing.stripe_invoice_payments values (reported.*)
    on conflict (invoice_payment_id) do update set
      invoice_id = excluded.invoice_id, payment_intent_id = excluded.payment_intent_id, status = excluded.status,
      as_of = excluded.as_of;
    perform billing.refresh_payment_intent(reported.payment_intent_id);
  end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_invoice_payment is 'Which payment intent pays an invoice.';

create function billing.write_stripe_charge(fact jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored billing.stripe_charges;
  reported billing.stripe_charges;
  outcome text;
begin
  perform billing.lock_money('charge', fact ->> 'charge_id');
  perform billing.lock_money('payment_intent', fact ->> 'payment_intent_id');
  select * into stored from billing.stripe_charges where charge_id = fact ->> 'charge_id';
  reported := jsonb_populate_record(stored, fact);
  reported.as_of := moment;
  -- More money given back is not always later: a refund can fail.
  outcome := billing.judge_report(stored.as_of, moment, to_jsonb(stored) - 'as_of' = to_jsonb(reported) - 'as_of',
    array[(stored.status <> 'pending')::integer], array[(reported.status <> 'pending')::integer]);
  if outcome = 'applied' then
    insert into billing.stripe_charges values (reported.*)
    on conflict (charge_id) do update set
      payment_intent_id = excluded.payment_intent_id, amount = excluded.amount,
      amount_refunded = excluded.amount_refunded, is_refunded = excluded.is_refunded, status = excluded.status,
      card_brand = excluded.card_brand, card_last4 = excluded.card_last4, as_of = excluded.as_of;
    -- A dispute need not name the payment intent.
    update billing.stripe_disputes set payment_intent_id = reported.payment_intent_id
    where charge_id = reported.charge_id and payment_intent_id is null;
    perform billing.refresh_payment_intent(reported.payment_intent_id);
  end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_charge is 'A charge, with what was given back of it.';

create function billing.write_stripe_dispute(fact jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored billing.stripe_disputes;
  reported billing.stripe_disputes;
  outcome text;
begin
  perform billing.lock_money('charge', fact ->> 'charge_id');
  select * into stored from billing.stripe_disputes where dispute_id = fact ->> 'dispute_id';
  reported := jsonb_populate_record(stored, fact);
  reported.as_of := moment;
  reported.payment_intent_id := coalesce(reported.payment_intent_id, stored.payment_intent_id, (
    select charges.payment_intent_id from billing.stripe_charges as charges where charges.charge_id = reported.charge_id));
  perform billing.lock_money('payment_intent', reported.payment_intent_id);
  -- A dispute goes back and forth (inquiry, dispute, appeal): nothing tells which of two of one second is later.
  outcome := billing.judge_report(
    stored.as_of, moment, to_jsonb(stored) - 'as_of' = to_jsonb(reported) - 'as_of', null, null);
  if outcome = 'applied' then
    insert into billing.stripe_disputes values (reported.*)
    on conflict (dispute_id) do update set
      charge_id = excluded.charge_id, payment_intent_id = excluded.payment_intent_id, status = excluded.status,
      as_of = excluded.as_of;
    perform billing.refresh_payment_intent(reported.payment_intent_id);
  end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_dispute is 'A dispute about a charge.';

create function billing.write_stripe_payment(fact jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored public.payments;
  reported public.payments;
  ours text[] := array['user_id', 'as_of', 'card_brand', 'card_last4', 'payment_fault', 'paid_at'];
  outcome text;
begin
  -- A payment intent of an invoice: the invoice tells it all.
  if fact ->> 'extra_id' is null then return 'unchanged'; end if;
  perform billing.lock_money('payment_intent', fact ->> 'payment_intent_id');
  select * into stored from public.payments where payment_intent_id = fact ->> 'payment_intent_id';
  reported := jsonb_populate_record(stored, fact);
  reported.extra_id := (select extras.id from public.extras where extras.id = fact ->> 'extra_id');
  reported.user_id := billing.owner_of_fact(fact, stored.user_id);
  reported.as_of := moment;
  -- The earliest is the same in whichever order the reports come.
  reported.paid_at := least(stored.paid_at, case when fact ->> 'status' = 'succeeded' then moment end);
  outcome := billing.judge_report(stored.as_of, moment, to_jsonb(stored) - ours = to_jsonb(reported) - ours,
    array[(stored.status in ('succeeded', 'canceled'))::integer],
    array[(reported.status in ('succeeded', 'canceled'))::integer]);
  if outcome = 'applied' then
    insert into public.payments values (reported.*)
    on conflict (payment_intent_id) do update set
      user_id = excluded.user_id, store_customer_id = excluded.store_customer_id, extra_id = excluded.extra_id,
      amount = excluded.amount, currency = excluded.currency, status = excluded.status, paid_at = excluded.paid_at,
      as_of = excluded.as_of;
  else
    update public.payments set
      user_id = coalesce(payments.user_id, reported.user_id), paid_at = reported.paid_at
    where payment_intent_id = reported.payment_intent_id
      and (payments.user_id is null or payments.paid_at is distinct from reported.paid_at);
  end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_payment is 'A payment for an extra.';

revoke execute on all functions in schema billing from public;
