-- A trial counts from the first fact that speaks of it, also where it was over by the time that we heard of it.
create or replace function billing.note_trial(trial public.subscriptions)
returns void language plpgsql set search_path = '' as $$
begin
  insert into billing.trials as stored
    (store, store_subscription_id, environment, user_id, email_hash, card_hash, apple_account_hash, used_at)
  values (
    trial.store, trial.store_subscription_id, trial.environment, trial.user_id,
    billing.identity_hash('email', (select users.email::text from auth.users where users.id = trial.user_id)),
    -- Known from its claim, also where noting it afterwards was cut off.
    (
      select claims.card_hash from billing.trial_card_claims as claims
      where trial.store = 'stripe' and claims.user_id = trial.user_id order by claims.claimed_at desc limit 1),
    billing.identity_hash('apple', case when trial.store = 'app_store'
      then billing.app_store_account(trial.store_subscription_id, trial.environment) end),
    trial.started_at)
  -- Somebody may claim the purchase later, and Apple may name its account later: what is known stays, or a person whose
  -- purchase moves to another account would have a second trial.
  on conflict (store, store_subscription_id) do update set
    user_id = coalesce(stored.user_id, excluded.user_id),
    email_hash = coalesce(stored.email_hash, excluded.email_hash),
    card_hash = coalesce(stored.card_hash, excluded.card_hash),
    apple_account_hash = coalesce(stored.apple_account_hash, excluded.apple_account_hash);
end
$$;

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

create function billing.note_app_store_trial(report public.subscriptions)
returns void language plpgsql set search_path = '' as $$
declare
  noted billing.trials;
  began timestamptz;
begin
  select min(purchased_at) into began from billing.app_store_transactions
  where original_transaction_id = report.store_subscription_id and environment = report.environment and is_trial;
  if began is null then return; end if;
  select * into noted from billing.trials
  where store = 'app_store' and store_subscription_id = report.store_subscription_id;
  if noted.store is null or noted.user_id is null and report.user_id is not null or noted.apple_account_hash is null then
    report.started_at := began;
    perform billing.note_trial(report);
  end if;
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
comment on function billing.claim_app_store_original is 'Binds a purchase to the user who handed it in, as the setting for transfers allows. A user whom nobody owns it before may always have it.';

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

create function billing.write_app_store_original(
  original text, in_environment text, poster uuid,
  out outcome text, out tasks bigint[], out subscription public.subscriptions)
language plpgsql set search_path = '' as $$
declare
  purchase public.app_store_purchases;
  task bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('app_store:' || original, 0));
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

-- Several at once, as one answer or one account may concern them: all locks first, in one order, so that nobody waits in a ring.
create function billing.write_app_store_originals(originals text[], in_environment text)
returns bigint[] language plpgsql set search_path = '' as $$
declare
  original text;
  owed bigint[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtextextended('app_store:' || sorted.id, 0))
  from (select distinct unnest(originals) as id order by id) as sorted;
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
