-- From charges and disputes to what they mean for an invoice, a subscription and a one-time payment. Everything here reads
-- the registers and nothing else; who writes one of them holds the locks of billing.lock_money.

-- What is wrong with the money of payment intents, and the card that paid.
create function billing.money_of(intents text[], out fault text, out card_brand text, out card_last4 text)
language plpgsql stable set search_path = '' as $$
begin
  select case
      when bool_or(disputes.status = 'lost') then 'dispute_lost'
      -- warning_* is an inquiry, which takes no money; prevented, won and warning_closed are over.
      when bool_or(disputes.status in (
        'needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review')) then 'disputed' end
    into fault
  from billing.stripe_disputes as disputes where disputes.payment_intent_id = any (intents);
  select coalesce(fault, case when bool_or(charges.is_refunded) then 'refunded' end),
      (array_agg(charges.card_brand order by charges.created_at desc, charges.charge_id) filter (where status = 'succeeded'))[1],
      (array_agg(charges.card_last4 order by charges.created_at desc, charges.charge_id) filter (where status = 'succeeded'))[1]
    into fault, card_brand, card_last4
  from billing.stripe_charges as charges where charges.payment_intent_id = any (intents);
end
$$;
comment on function billing.money_of is 'Fault and card of some payment intents: a lost dispute, then an open one, then a full refund. A partial refund is no fault.';

-- A refund speaks of one period: once the next one is paid, that decides. A dispute speaks of the person, whatever period
-- its charge paid: banks take weeks, and the period that runs is hardly ever the one in question.
create function billing.subscription_fault(subscription public.subscriptions)
returns text language plpgsql stable set search_path = '' as $$
begin
  return (
    select invoices.payment_fault from public.invoices
    where invoices.store_subscription_id = subscription.store_subscription_id
      and (invoices.payment_fault in ('disputed', 'dispute_lost')
        or invoices.payment_fault = 'refunded' and invoices.period_ends_at >= subscription.expires_at)
    order by array_position(array['dispute_lost', 'disputed', 'refunded'], invoices.payment_fault)
    limit 1);
end
$$;
comment on function billing.subscription_fault is 'What is wrong with the money of a subscription now; null when nothing is.';

create function billing.derive_subscription_fault()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.payment_fault := case when new.store = 'stripe' then billing.subscription_fault(new) end;
  return new;
end
$$;
comment on function billing.derive_subscription_fault is 'Trigger: payment_fault is what the invoices say, whoever writes the subscription.';
create trigger derive_subscription_fault before insert or update on public.subscriptions
  for each row execute function billing.derive_subscription_fault();

create function billing.derive_invoice_money()
returns trigger language plpgsql security definer set search_path = '' as $$
declare
  money record;
begin
  select * into money from billing.money_of(array(
    select payment_intent_id from billing.stripe_invoice_payments where invoice_id = new.invoice_id));
  new.payment_fault := money.fault;
  new.card_brand := money.card_brand;
  new.card_last4 := money.card_last4;
  new.needs := case when new.status = 'open' then (
    select needs from billing.stripe_invoice_needs where invoice_id = new.invoice_id) end;
  return new;
end
$$;
comment on function billing.derive_invoice_money is 'Trigger: fault, card and needs of an invoice are what the registers say.';
create trigger derive_invoice_money before insert or update on public.invoices
  for each row execute function billing.derive_invoice_money();

create function billing.derive_payment_money()
returns trigger language plpgsql security definer set search_path = '' as $$
declare
  money record;
begin
  select * into money from billing.money_of(array[new.payment_intent_id]);
  new.payment_fault := money.fault;
  new.card_brand := money.card_brand;
  new.card_last4 := money.card_last4;
  return new;
end
$$;
comment on function billing.derive_payment_money is 'Trigger: fault and card of a payment are what the registers say.';
create trigger derive_payment_money before insert or update on public.payments
  for each row execute function billing.derive_payment_money();

-- Locks are taken in one order everywhere: customer, charge, payment intent, invoice, subscription, entitlements.
create function billing.lock_money(kind text, id text)
returns void language plpgsql set search_path = '' as $$
begin
  if id is not null then
    perform pg_advisory_xact_lock(hashtextextended(
      case kind when 'subscription' then 'stripe' else 'stripe_' || kind end || ':' || id, 0));
  end if;
end
$$;
comment on function billing.lock_money is 'Two facts that speak of each other are written one after the other: the later one sees the earlier one.';

create function billing.refresh_subscription(of_store_subscription_id text)
returns void language plpgsql set search_path = '' as $$
begin
  if of_store_subscription_id is null then return; end if;
  perform billing.lock_money('subscription', of_store_subscription_id);
  update public.subscriptions set updated_at = now()
  where store = 'stripe' and store_subscription_id = of_store_subscription_id
    and payment_fault is distinct from billing.subscription_fault(subscriptions);
end
$$;
comment on function billing.refresh_subscription is 'Brings a subscription in line with its invoices; the trigger derives.';

-- For who holds the invoice's lock.
create function billing.refresh_invoice(of_invoice_id text)
returns void language plpgsql set search_path = '' as $$
declare
  of_subscription text;
begin
  -- The trigger derives; a row that comes out the same is written all the same, which is rare and harmless.
  update public.invoices set invoice_id = invoice_id where invoice_id = of_invoice_id
  returning store_subscription_id into of_subscription;
  perform billing.refresh_subscription(of_subscription);
end
$$;
comment on function billing.refresh_invoice is 'Brings an invoice, and its subscription, in line with the registers.';

-- For who holds the payment intent's lock.
create function billing.refresh_payment_intent(intent text)
returns void language plpgsql set search_path = '' as $$
declare
  paid_invoice text;
begin
  if intent is null then return; end if;
  for paid_invoice in
    select distinct invoice_id from billing.stripe_invoice_payments where payment_intent_id = intent order by invoice_id
  loop
    perform billing.lock_money('invoice', paid_invoice);
    perform billing.refresh_invoice(paid_invoice);
  end loop;
  update public.payments set payment_intent_id = intent where payment_intent_id = intent;
end
$$;
comment on function billing.refresh_payment_intent is 'Brings all that a payment intent has paid in line with its charges and disputes.';

revoke execute on all functions in schema billing from public;
