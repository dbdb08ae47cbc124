-- What Stripe tells after somebody has gone (a refund, a dispute, the end of what they had) still names them. These are the
-- ids by which it is known then, so that it is kept without what says who they were.
create table billing.erased_store_ids (
  id text primary key,
  erased_at timestamptz not null default now()
);
comment on table billing.erased_store_ids is 'Stripe''s ids (customer, card, payment, charge) of people whose account was deleted. What comes with one of them is kept without the person.';
-- What arrived while the account was being deleted is looked for once more.
create index erased_store_ids_erased_at_idx on billing.erased_store_ids (erased_at);
alter table billing.erased_store_ids enable row level security;
grant select on billing.erased_store_ids to tandem_operators;

create function billing.is_erased(ids text[])
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from billing.erased_store_ids as erased where erased.id = any (ids));
end
$$;
comment on function billing.is_erased is 'Whether one of Stripe''s ids belongs to somebody whose account was deleted.';

create function billing.stripe_event_subject(payload jsonb)
returns text language plpgsql immutable set search_path = '' as $$
declare
  object jsonb := payload #> '{data,object}';
begin
  return coalesce(
    case when object ->> 'object' = 'customer' then object ->> 'id' end,
    object #>> '{customer,id}', object ->> 'customer', payload #>> '{data,previous_attributes,customer}',
    object ->> 'payment_intent', object ->> 'charge', object ->> 'payment_method');
end
$$;
comment on function billing.stripe_event_subject is 'Whom a Stripe event is about: the customer; where it names none (a dispute, a refund, a mandate) the payment, charge or card.';
create index webhook_events_subject_idx on billing.webhook_events (billing.stripe_event_subject(payload))
  where store = 'stripe';

-- A list of what stays, not of what goes: nobody knows all that Stripe may write into an object.
create function billing.without_person(payload jsonb)
returns jsonb language plpgsql immutable set search_path = '' as $$
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'id', payload -> 'id', 'object', payload -> 'object', 'type', payload -> 'type', 'created', payload -> 'created',
    'livemode', payload -> 'livemode', 'api_version', payload -> 'api_version', 'is_erased', true,
    'data', jsonb_build_object('object', jsonb_build_object(
      'id', payload #> '{data,object,id}', 'object', payload #> '{data,object,object}'))));
end
$$;
comment on function billing.without_person is 'What stays of a Stripe event about somebody who is gone: that it came, and which object it was about.';

create or replace function billing.receive_event(event_store text, event jsonb)
returns boolean language plpgsql set search_path = '' as $$
declare
  is_owed boolean;
  kept jsonb := event -> 'payload';
begin
  if event_store = 'stripe' and billing.is_erased(array[billing.stripe_event_subject(kept)]) then
    kept := billing.without_person(kept);
  end if;
  insert into billing.webhook_events as stored
    (store, environment, event_id, event_type, event_subtype, occurred_at, payload, attempts)
  values (event_store, event ->> 'environment', event ->> 'event_id', event ->> 'event_type', event ->> 'event_subtype',
    (event ->> 'occurred_at')::timestamptz, kept, 1)
  -- A second delivery in the same moment waits here for the first one's transaction, then finds it processed.
  on conflict (store, environment, event_id) do update set attempts = stored.attempts + 1
  returning state <> 'processed' into is_owed;
  return is_owed;
end
$$;

-- Whoever holds the row of an event is just processing it: not waited for, because it may wait for us. The next pass finds it.
create function billing.erase_events(subjects text[])
returns void language plpgsql set search_path = '' as $$
begin
  update billing.webhook_events as events set payload = billing.without_person(events.payload)
  where (events.store, events.environment, events.event_id) in (
    select found.store, found.environment, found.event_id from billing.webhook_events as found
    where found.store = 'stripe' and billing.stripe_event_subject(found.payload) = any (subjects)
      and not found.payload ? 'is_erased'
    for update skip locked);
end
$$;
comment on function billing.erase_events is 'Takes the person out of what the inbox holds about them.';

create function billing.erase_fact(fact jsonb)
returns jsonb language plpgsql immutable set search_path = '' as $$
begin
  return fact || coalesce((
    select jsonb_object_agg(key, null) from jsonb_object_keys(fact) as key
    where key in ('card_brand', 'card_last4', 'brand', 'last4', 'exp_month', 'exp_year', 'fingerprint', 'wallet',
      'hosted_url', 'pdf_url')), '{}');
end
$$;
comment on function billing.erase_fact is 'A fact of Stripe without its card, and without the links to pages that name the customer.';

create or replace function billing.write_stripe_fact(
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
  -- A card that was detached, which is for ever, is nobody's any more either.
  if kind = 'payment_method' and fact ->> 'store_customer_id' is null or billing.is_erased(array[
    fact ->> 'store_customer_id', fact ->> 'payment_intent_id', fact ->> 'charge_id', fact ->> 'payment_method_id'])
  then fact := billing.erase_fact(fact); end if;
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

-- What was detached before this was decided.
update billing.stripe_payment_methods
set brand = null, last4 = null, exp_month = null, exp_year = null, fingerprint = null, wallet = null
where store_customer_id is null;

revoke execute on all functions in schema billing from public;
