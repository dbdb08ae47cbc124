create or replace function billing.write_stripe_subscription(report jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored public.subscriptions;
  reported public.subscriptions;
  owner uuid;
begin
  perform billing.lock_money('subscription', report ->> 'store_subscription_id');
  select * into stored from public.subscriptions
  where store = 'stripe' and store_subscription_id = report ->> 'store_subscription_id';

  owner := billing.owner_of_fact(report, stored.user_id);
  -- Who owns it does not change with time: a report that comes too late for anything else may be the one that names them.
  if stored.user_id is null and owner is not null then
    update public.subscriptions set user_id = owner, updated_at = now() where id = stored.id;
  end if;
  reported := jsonb_populate_record(stored, report);
  reported.store := 'stripe';
  reported.user_id := owner;
  -- That there was a trial stays true, however late we hear of it.
  if stored.as_of >= moment and reported.period_type = 'trial' and reported.status <> 'incomplete' then
    perform billing.note_trial(reported);
  end if;
  if stored.as_of > moment then return 'stale'; end if;
  reported.plan_id := (select plans.id from public.plans where plans.stripe_product_id = report ->> 'store_product_id');
  reported.next_plan_id := (
    select plans.id from public.plans where plans.stripe_product_id = report ->> 'next_store_product_id');
  reported.pending_plan_id := (
    select plans.id from public.plans where plans.stripe_product_id = report ->> 'pending_store_product_id');

  if stored.as_of = moment then
    -- Stripe's clock has whole seconds: which of two different reports of one second is newer cannot be known.
    return case when billing.subscription_content(stored) = billing.subscription_content(reported)
      then 'unchanged' else 'tie' end;
  end if;

  reported.as_of := moment;
  perform billing.put_subscription(reported);
  return 'applied';
end
$$;

create or replace function billing.record_stripe_event(event jsonb, subscription jsonb)
returns text language plpgsql security definer set search_path = '' as $$
declare
  outcome text := 'recorded';
begin
  if not billing.receive_event('stripe', event) then return 'duplicate'; end if;
  if subscription is not null then
    outcome := billing.write_stripe_subscription(subscription, (event ->> 'occurred_at')::timestamptz);
    perform billing.note_subscription_event(event ->> 'event_type', subscription);
  elsif event ->> 'event_type' = 'invoice.upcoming' then
    perform billing.note_upcoming_invoice(event #> '{payload,data,object}');
  end if;
  -- A tie stays owed until the re-read is written: if that fails, Stripe's next delivery tries again.
  if outcome <> 'tie' then
    perform billing.finish_event('stripe', event ->> 'environment', event ->> 'event_id', outcome);
  end if;
  return outcome;
end
$$;
comment on function billing.record_stripe_event is 'One Stripe event: inbox, subscription, entitlements and notices in one transaction. Answers applied, unchanged, stale, recorded, duplicate or tie.';

create or replace function billing.record_stripe_subscription(answered_event jsonb, subscription jsonb, moment timestamptz)
returns text language plpgsql security definer set search_path = '' as $$
declare
  answered billing.webhook_events;
  outcome text;
begin
  -- Inbox first, then the subscription, as everywhere: two deliveries of one event must not wait for each other.
  select * into answered from billing.webhook_events
  where store = 'stripe' and environment = answered_event ->> 'environment' and event_id = answered_event ->> 'event_id'
  for update;
  outcome := billing.write_stripe_subscription(subscription, moment);
  perform billing.note_subscription_event(answered.event_type, subscription);
  if answered.event_id is not null and outcome <> 'tie' and not answered.owes_effect then
    perform billing.finish_event('stripe', answered.environment, answered.event_id, 'reread');
  end if;
  return outcome;
end
$$;

-- All facts but subscriptions. Locks in one order: customer, charge, payment intent, invoice, subscription.
create function billing.write_stripe_fact(
  kind text, fact jsonb, moment timestamptz, told_by text, told_at timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  outcome text;
begin
  -- Linking a customer waits for what is being written about them, and the other way round.
  if kind = 'customer' then
    perform billing.lock_money('customer', fact ->> 'store_customer_id');
  elsif fact ->> 'store_customer_id' is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended('stripe_customer:' || (fact ->> 'store_customer_id'), 0));
  end if;
  if kind = 'invoice' then perform billing.put_invoice_needs(told_by, fact ->> 'invoice_id', told_at); end if;
  outcome := case kind
    when 'invoice' then billing.write_stripe_invoice(fact, moment)
    when 'invoice_payment' then billing.write_stripe_invoice_payment(fact, moment)
    when 'charge' then billing.write_stripe_charge(fact, moment)
    when 'dispute' then billing.write_stripe_dispute(fact, moment)
    when 'payment_method' then billing.write_stripe_payment_method(fact, moment)
    when 'customer' then billing.write_stripe_customer(fact, moment)
    when 'payment' then billing.write_stripe_payment(fact, moment)
  end;
  if outcome is null then raise exception 'Unknown kind of Stripe fact: %', kind; end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_fact is 'Writes one fact of Stripe, and all that follows from it, as of a moment of its clock; told_by is the type of the event that told it or had it asked.';

-- 3-D Secure is told twice in one second: as a failure, and as what it is.
create function billing.put_invoice_needs(event_type text, of_invoice_id text, asked timestamptz)
returns void language plpgsql set search_path = '' as $$
declare
  needed text := case event_type
    when 'invoice.payment_action_required' then 'action' when 'invoice.payment_failed' then 'payment_method' end;
begin
  if needed is null then return; end if;
  perform billing.lock_money('invoice', of_invoice_id);
  insert into billing.stripe_invoice_needs as stored values (of_invoice_id, needed, asked)
  on conflict (invoice_id) do update set needs = excluded.needs, asked_at = excluded.asked_at
  where (excluded.asked_at, excluded.needs = 'action') > (stored.asked_at, stored.needs = 'action');
end
$$;
comment on function billing.put_invoice_needs is 'What the newest failure of an invoice asks for: a report that is older than the invoice''s may still be the newest failure.';

create function billing.record_stripe_fact(event jsonb, kind text, fact jsonb, owes_effect boolean)
returns text language plpgsql security definer set search_path = '' as $$
declare
  told_at timestamptz := (event ->> 'occurred_at')::timestamptz;
  verdict text;
begin
  if not billing.receive_event('stripe', event) then return 'duplicate'; end if;
  verdict := billing.write_stripe_fact(kind, fact, told_at, event ->> 'event_type', told_at);
  if kind = 'invoice' then
    perform billing.note_invoice_event(event ->> 'event_type', fact ->> 'invoice_id', told_at);
  end if;
  if verdict <> 'tie' and not record_stripe_fact.owes_effect then
    perform billing.finish_event('stripe', event ->> 'environment', event ->> 'event_id', verdict);
  else
    update billing.webhook_events as stored
    set outcome = verdict, owes_effect = record_stripe_fact.owes_effect
    where store = 'stripe' and environment = event ->> 'environment' and event_id = event ->> 'event_id';
  end if;
  return verdict;
end
$$;
comment on function billing.record_stripe_fact is 'One Stripe event about an invoice, charge, card …: inbox, fact and all that follows in one transaction. With owes_effect it stays owed until finish_stripe_event. Answers applied, unchanged, stale, tie or duplicate.';

create function billing.record_stripe_fact_reading(answered_event jsonb, kind text, fact jsonb, moment timestamptz)
returns text language plpgsql security definer set search_path = '' as $$
declare
  answered billing.webhook_events;
  outcome text;
begin
  select * into answered from billing.webhook_events
  where store = 'stripe' and environment = answered_event ->> 'environment' and event_id = answered_event ->> 'event_id'
  for update;
  outcome := billing.write_stripe_fact(kind, fact, moment, answered.event_type, answered.occurred_at);
  if kind = 'invoice' then
    perform billing.note_invoice_event(answered.event_type, fact ->> 'invoice_id', answered.occurred_at);
  end if;
  if answered.event_id is not null and outcome <> 'tie' and not answered.owes_effect then
    perform billing.finish_event('stripe', answered.environment, answered.event_id, 'reread');
  end if;
  return outcome;
end
$$;
comment on function billing.record_stripe_fact_reading is 'A fact as re-read from Stripe, as of the answer''s Date. An event that owes an effect stays owed. Answers applied, unchanged, stale or tie.';

create function billing.finish_stripe_event(event jsonb)
returns void language plpgsql security definer set search_path = '' as $$
declare
  finished billing.webhook_events;
begin
  update billing.webhook_events
  set state = 'processed', outcome = coalesce(outcome, 'reread'), processed_at = now(), last_error = null,
    owes_effect = false
  where store = 'stripe' and environment = event ->> 'environment' and event_id = event ->> 'event_id'
  returning * into finished;
  -- An event whose payload could not be believed has told nobody yet. Its id can be.
  perform billing.note_invoice_event(
    finished.event_type, finished.payload #>> '{data,object,id}', finished.occurred_at);
end
$$;
comment on function billing.finish_stripe_event is 'All that an event asked for is done.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.record_stripe_fact, billing.record_stripe_fact_reading, billing.finish_stripe_event
  to tandem_functions;
