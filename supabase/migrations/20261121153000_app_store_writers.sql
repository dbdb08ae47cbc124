create function billing.app_store_account(original text, in_environment text)
returns text language plpgsql stable set search_path = '' as $$
begin
  return (
    select max(app_transaction_id) from (
      select app_transaction_id from billing.app_store_transactions
      where original_transaction_id = original and environment = in_environment
      union all select app_transaction_id from billing.app_store_renewals
      where original_transaction_id = original and environment = in_environment) as accounts);
end
$$;
comment on function billing.app_store_account is 'The Apple Account of a purchase; null where Apple never said.';

-- A trial counts from the first fact that speaks of it, also where it was over by the time that we heard of it. It is that of
-- whom Apple's facts named first, else of the first who claimed the purchase: if the purchase moves to another account, that is
-- no second trial for the former owner.
create function billing.note_app_store_trial(report public.subscriptions)
returns void language plpgsql set search_path = '' as $$
declare
  original text := report.store_subscription_id;
  noted billing.trials;
  began timestamptz;
  account text;
  tried uuid;
begin
  select min(purchased_at) into began from billing.app_store_transactions
  where original_transaction_id = original and environment = report.environment and is_trial;
  if began is null then return; end if;
  select * into noted from billing.trials where store = 'app_store' and store_subscription_id = original;
  account := billing.app_store_account(original, report.environment);
  tried := (
    select users.id from auth.users where users.id = (
      select app_account_token from billing.app_store_transactions
      where original_transaction_id = original and environment = report.environment and app_account_token is not null
      order by purchased_at, transaction_id limit 1));
  if noted.store is not null and noted.used_at = began and (noted.apple_account_hash is not null or account is null)
    and noted.user_id is not distinct from coalesce(tried, noted.user_id, report.user_id)
  then return; end if;

  insert into billing.trials as stored
    (store, store_subscription_id, environment, user_id, email_hash, apple_account_hash, used_at)
  select 'app_store', original, report.environment, person.id,
    billing.identity_hash('email', (select users.email::text from auth.users where users.id = person.id)),
    billing.identity_hash('apple', account), began
  from (select coalesce(tried, noted.user_id, report.user_id) as id) as person
  on conflict (store, store_subscription_id) do update set
    user_id = excluded.user_id,
    -- Of a person who is gone only the hash is left: it is not given up for the next owner's.
    email_hash = case when stored.user_id is null then coalesce(stored.email_hash, excluded.email_hash)
      else coalesce(excluded.email_hash, stored.email_hash) end,
    apple_account_hash = coalesce(stored.apple_account_hash, excluded.apple_account_hash),
    used_at = excluded.used_at;
end
$$;
comment on function billing.note_app_store_trial is 'Notes the trial of an App Store subscription, if it ever had one and anything of it is not known yet.';

-- What the row of an App Store subscription says of today is not all that happened: its trials come from the facts.
drop trigger record_trial on public.subscriptions;
create trigger record_trial after insert or update on public.subscriptions
  for each row when (new.store = 'stripe' and new.period_type = 'trial' and new.status <> 'incomplete')
  execute function billing.record_trial();

-- Whether a signed-in user who hands a purchase in gets it. A signed transaction proves a purchase, not who holds the phone.
create function billing.claim_app_store_original(
  original text, in_environment text, poster uuid, owner uuid, is_used boolean, as_of timestamptz)
returns boolean language plpgsql set search_path = '' as $$
begin
  if owner is not null and not coalesce((
    select case app_store_transfer when 'always' then true when 'never' then false else not is_used end
    from billing.settings), false)
  then return false; end if;
  insert into billing.app_store_claims as stored
    (original_transaction_id, environment, user_id, claimed_at, known_tokens)
  values (original, in_environment, poster, greatest(now(), as_of),
    array_remove(array[billing.app_store_token(original, in_environment)], null))
  on conflict (original_transaction_id, environment) do update set
    user_id = excluded.user_id, claimed_at = excluded.claimed_at,
    -- The one before may be on its way to Apple still.
    known_tokens = array(
      select distinct unnest(stored.known_tokens || stored.user_id || excluded.known_tokens));
  return true;
end
$$;
comment on function billing.claim_app_store_original is 'Binds a purchase to the user who handed it in, as the setting for transfers allows. What nobody owns anybody may claim.';

-- Writes the derived state. `poster` is the signed-in user who handed the purchase in; null for a notification.
drop function billing.write_app_store_subscription(text, text, uuid);
create function billing.write_app_store_subscription(report public.subscriptions, poster uuid, out outcome text, out task bigint)
language plpgsql set search_path = '' as $$
begin
  if poster is distinct from report.user_id and poster is not null then
    if not billing.claim_app_store_original(report.store_subscription_id, report.environment, poster, report.user_id,
      coalesce(billing.subscription_access_ends_at(report) > now(), false), report.as_of)
    then
      outcome := 'belongs_to_another_account';
    else
      report.user_id := poster;
    end if;
  end if;
  perform billing.put_subscription(report);
  perform billing.note_app_store_trial(report);
  perform billing.schedule_app_store_check(report, false);
  task := billing.owe_app_store_token(
    report.store_subscription_id, report.environment, report.user_id, report.ownership, report.as_of);
  outcome := coalesce(outcome, 'applied');
end
$$;
comment on function billing.write_app_store_subscription is 'Writes one App Store subscription as its facts tell it, claimed by the poster where that is allowed; task: what is owed to Apple because of it.';

create function billing.write_app_store_purchase(
  report public.app_store_purchases, poster uuid, out outcome text, out task bigint)
language plpgsql set search_path = '' as $$
begin
  if poster is distinct from report.user_id and poster is not null then
    if not billing.claim_app_store_original(report.original_transaction_id, report.environment, poster, report.user_id,
      billing.app_store_purchase_access_ends_at(report) is not null, report.as_of)
    then
      outcome := 'belongs_to_another_account';
    else
      report.user_id := poster;
    end if;
  end if;
  perform billing.put_app_store_purchase(report);
  delete from billing.extra_attempts where user_id = report.user_id and extra_id = report.extra_id;
  task := billing.owe_app_store_token(
    report.original_transaction_id, report.environment, report.user_id, report.ownership, report.as_of);
  outcome := coalesce(outcome, 'applied');
end
$$;
comment on function billing.write_app_store_purchase is 'The same for a one-time purchase.';

-- For who holds the lock of the purchase, as all that writes it.
create function billing.write_app_store_original(
  original text, in_environment text, poster uuid,
  out outcome text, out tasks bigint[], out subscription public.subscriptions)
language plpgsql set search_path = '' as $$
declare
  purchase public.app_store_purchases;
  task bigint;
begin
  subscription := billing.app_store_report(original, in_environment);
  if subscription.status is not null then
    select written.outcome, written.task into outcome, task
    from billing.write_app_store_subscription(subscription, poster) as written;
  else
    purchase := billing.app_store_purchase_report(original, in_environment);
    if purchase.as_of is null then
      outcome := 'recorded';
    else
      select written.outcome, written.task into outcome, task
      from billing.write_app_store_purchase(purchase, poster) as written;
    end if;
  end if;
  tasks := array_remove(array[task], null);
end
$$;
comment on function billing.write_app_store_original is 'Brings what one original transaction bought in line with its facts: a subscription, a one-time purchase, or (recorded) nothing that gives access.';

-- Several at once, as one answer or one account may concern them: the locks of all their users first, in one order, so that
-- nobody waits in a ring.
create function billing.write_app_store_originals(originals text[], in_environment text)
returns bigint[] language plpgsql set search_path = '' as $$
declare
  original text;
  owed bigint[] := '{}';
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('entitlements', 0));
  perform pg_advisory_xact_lock(hashtextextended('entitlements:' || owners.user_id, 0))
  from (
    select user_id from public.subscriptions
    where store = 'app_store' and store_subscription_id = any (originals) and user_id is not null
    union select user_id from public.app_store_purchases
    where original_transaction_id = any (originals) and environment = in_environment and user_id is not null
    union select billing.app_store_owner(id, in_environment) from unnest(originals) as id
    where billing.app_store_owner(id, in_environment) is not null
    order by user_id) as owners;
  foreach original in array array(select distinct unnest(originals) order by 1) loop
    owed := owed || (select written.tasks from billing.write_app_store_original(original, in_environment, null) as written);
  end loop;
  return owed;
end
$$;
comment on function billing.write_app_store_originals is 'The same for several; answers the tasks that they owe.';

revoke execute on all functions in schema billing from public;
