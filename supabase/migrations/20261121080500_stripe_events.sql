create table billing.webhook_events (
  store text not null check (store in ('stripe', 'app_store')),
  environment text not null check (environment in ('production', 'sandbox')),
  event_id text not null,
  event_type text not null,
  event_subtype text,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  payload jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'processed', 'failed')),
  outcome text,
  attempts integer not null default 0,
  last_error text,
  processed_at timestamptz,
  primary key (store, environment, event_id)
);
comment on table billing.webhook_events is 'The inbox: one event of one store, kept before it is acknowledged. Marked processed in the transaction that has its effect.';
comment on column billing.webhook_events.event_id is 'evt_… at Stripe, notificationUUID at the App Store.';
comment on column billing.webhook_events.occurred_at is 'The store''s own clock: event.created, signedDate.';
comment on column billing.webhook_events.state is 'pending: received, its effect is still owed; failed: it holds a value that we do not know, and changed nothing.';
comment on column billing.webhook_events.outcome is 'What it did: applied, unchanged, stale, recorded, reread.';
create index webhook_events_owed_idx on billing.webhook_events (received_at) where state <> 'processed';
alter table billing.webhook_events enable row level security;

-- Puts an event into the inbox. True when its effect is still owed: the first time, and each time until it was processed.
create function billing.receive_event(event_store text, event jsonb)
returns boolean language plpgsql set search_path = '' as $$
declare
  is_owed boolean;
begin
  insert into billing.webhook_events as stored
    (store, environment, event_id, event_type, event_subtype, occurred_at, payload, attempts)
  values (event_store, event ->> 'environment', event ->> 'event_id', event ->> 'event_type', event ->> 'event_subtype',
    (event ->> 'occurred_at')::timestamptz, event -> 'payload', 1)
  -- A second delivery in the same moment waits here for the first one's transaction, then finds it processed.
  on conflict (store, environment, event_id) do update set attempts = stored.attempts + 1
  returning state <> 'processed' into is_owed;
  return is_owed;
end
$$;
comment on function billing.receive_event is 'Records an event once; says whether its effect is still owed.';

create function billing.finish_event(event_store text, event_environment text, finished_event_id text, event_outcome text)
returns void language plpgsql set search_path = '' as $$
begin
  update billing.webhook_events
  set state = 'processed', outcome = event_outcome, processed_at = now(), last_error = null
  where store = event_store and environment = event_environment and event_id = finished_event_id;
end
$$;
comment on function billing.finish_event is 'Marks an event processed, in the transaction that had its effect.';

-- The fields of a subscription that a store reports, without ownership and bookkeeping.
create function billing.subscription_content(subscription public.subscriptions)
returns jsonb language plpgsql immutable set search_path = '' as $$
begin
  return to_jsonb(subscription) - array['id', 'user_id', 'as_of', 'created_at', 'updated_at'];
end
$$;
comment on function billing.subscription_content is 'What a store says of a subscription, to tell an equal report from a contradicting one.';

create function billing.put_subscription(next public.subscriptions)
returns void language plpgsql set search_path = '' as $$
begin
  insert into public.subscriptions as stored
    (user_id, store, environment, store_subscription_id, store_product_id, plan_id, status, period_type, started_at,
      expires_at, grace_period_ends_at, will_renew, next_plan_id, price, currency, ownership, as_of)
  values
    (next.user_id, next.store, next.environment, next.store_subscription_id, next.store_product_id, next.plan_id,
      next.status, next.period_type, next.started_at, next.expires_at, next.grace_period_ends_at, next.will_renew,
      next.next_plan_id, next.price, next.currency, coalesce(next.ownership, 'purchased'), next.as_of)
  on conflict (store, store_subscription_id) do update set
    user_id = excluded.user_id, environment = excluded.environment, store_product_id = excluded.store_product_id,
    plan_id = excluded.plan_id, status = excluded.status, period_type = excluded.period_type,
    started_at = excluded.started_at, expires_at = excluded.expires_at,
    grace_period_ends_at = excluded.grace_period_ends_at, will_renew = excluded.will_renew,
    next_plan_id = excluded.next_plan_id, price = excluded.price, currency = excluded.currency,
    ownership = excluded.ownership, as_of = excluded.as_of, updated_at = now()
  where (stored.user_id, stored.as_of, billing.subscription_content(stored))
    is distinct from (excluded.user_id, excluded.as_of, billing.subscription_content(excluded));
end
$$;
comment on function billing.put_subscription is 'Writes a subscription; a row that says the same already is left alone.';

-- Writes one Stripe subscription as the store reported it at a moment of the store's clock.
create function billing.write_stripe_subscription(report jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored public.subscriptions;
  reported public.subscriptions;
  owner uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('stripe:' || (report ->> 'store_subscription_id'), 0));
  select * into stored from public.subscriptions
  where store = 'stripe' and store_subscription_id = report ->> 'store_subscription_id';

  -- Our own link goes before what metadata says: staff may edit metadata by hand.
  select coalesce(
    (select customers.user_id from billing.customers where customers.customer_id = report ->> 'store_customer_id'),
    (select users.id from auth.users where users.id = (report ->> 'user_id')::uuid),
    stored.user_id) into owner;
  -- Who owns it does not change with time: a report that comes too late for anything else may be the one that names them.
  if stored.user_id is null and owner is not null then
    update public.subscriptions set user_id = owner, updated_at = now() where id = stored.id;
  end if;
  if stored.as_of > moment then return 'stale'; end if;

  reported := jsonb_populate_record(stored, report);
  reported.store := 'stripe';
  reported.plan_id := (select plans.id from public.plans where plans.stripe_product_id = report ->> 'store_product_id');
  reported.next_plan_id := (
    select plans.id from public.plans where plans.stripe_product_id = report ->> 'next_store_product_id');

  if stored.as_of = moment then
    -- Stripe's clock has whole seconds: which of two different reports of one second is newer cannot be known.
    return case when billing.subscription_content(stored) = billing.subscription_content(reported)
      then 'unchanged' else 'tie' end;
  end if;

  reported.user_id := owner;
  reported.as_of := moment;
  perform billing.put_subscription(reported);
  return 'applied';
end
$$;
comment on function billing.write_stripe_subscription is 'Newer report wins, older is stale, equal second with other content is a tie that only Stripe can break.';

create function billing.record_stripe_event(event jsonb, subscription jsonb)
returns text language plpgsql security definer set search_path = '' as $$
declare
  outcome text := 'recorded';
begin
  if not billing.receive_event('stripe', event) then return 'duplicate'; end if;
  if subscription is not null then
    outcome := billing.write_stripe_subscription(subscription, (event ->> 'occurred_at')::timestamptz);
  end if;
  -- A tie stays owed until the re-read is written: if that fails, Stripe's next delivery tries again.
  if outcome <> 'tie' then
    perform billing.finish_event('stripe', event ->> 'environment', event ->> 'event_id', outcome);
  end if;
  return outcome;
end
$$;
comment on function billing.record_stripe_event is 'One Stripe event: inbox, subscription and entitlements in one transaction. Answers applied, unchanged, stale, recorded, duplicate or tie.';

-- An event whose payload cannot be believed as it stands (other API version, unknown shape): kept, its effect owed.
create function billing.record_owed_stripe_event(event jsonb)
returns text language plpgsql security definer set search_path = '' as $$
begin
  return case when billing.receive_event('stripe', event) then 'owed' else 'duplicate' end;
end
$$;
comment on function billing.record_owed_stripe_event is 'Keeps a Stripe event whose subscription must be read from Stripe. Answers owed or duplicate.';

create function billing.record_failed_event(event_store text, event jsonb, reason text)
returns text language plpgsql security definer set search_path = '' as $$
begin
  if not billing.receive_event(event_store, event) then return 'duplicate'; end if;
  update billing.webhook_events set state = 'failed', last_error = reason
  where store = event_store and environment = event ->> 'environment' and event_id = event ->> 'event_id';
  return 'failed';
end
$$;
comment on function billing.record_failed_event is 'Keeps an event that holds a value never seen before: nothing is changed because of it. Answers failed or duplicate.';

-- What Stripe answered when asked. `answered_event` is the event that made us ask; null when none did.
create function billing.record_stripe_subscription(answered_event jsonb, subscription jsonb, moment timestamptz)
returns text language plpgsql security definer set search_path = '' as $$
declare
  outcome text;
begin
  -- Inbox first, then the subscription, as everywhere: two deliveries of one event must not wait for each other.
  perform from billing.webhook_events
  where store = 'stripe' and environment = answered_event ->> 'environment' and event_id = answered_event ->> 'event_id'
  for update;
  outcome := billing.write_stripe_subscription(subscription, moment);
  if answered_event is not null and outcome <> 'tie' then
    perform billing.finish_event('stripe', answered_event ->> 'environment', answered_event ->> 'event_id', 'reread');
  end if;
  return outcome;
end
$$;
comment on function billing.record_stripe_subscription is 'A subscription as re-read from Stripe, as of the answer''s Date. Answers applied, unchanged, stale or tie (read again in the next second).';

revoke execute on all functions in schema billing from public, anon, authenticated, service_role;
grant execute on function
  billing.record_stripe_event, billing.record_owed_stripe_event, billing.record_failed_event,
  billing.record_stripe_subscription
to tandem_functions;
