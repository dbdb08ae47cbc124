create function billing.note_trial(trial public.subscriptions)
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
    billing.identity_hash('apple', (
      select max(app_transaction_id) from billing.app_store_transactions
      where trial.store = 'app_store' and original_transaction_id = trial.store_subscription_id
        and environment = trial.environment)),
    trial.started_at)
  -- Somebody may claim the purchase later, and Apple may name its account later: what is known stays.
  on conflict (store, store_subscription_id) do update set
    user_id = coalesce(excluded.user_id, stored.user_id),
    email_hash = coalesce(excluded.email_hash, stored.email_hash),
    card_hash = coalesce(stored.card_hash, excluded.card_hash),
    apple_account_hash = coalesce(excluded.apple_account_hash, stored.apple_account_hash);
end
$$;
comment on function billing.note_trial is 'A trial is used, by whom and with which card, as far as is known.';

create or replace function billing.record_trial()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform billing.note_trial(new);
  return null;
end
$$;

create function billing.refuse_trial(attempt billing.purchase_attempts)
returns text language plpgsql set search_path = '' as $$
declare
  notice public.notices;
begin
  update billing.purchase_attempts set refusal = 'trial_used' where attempt_id = attempt.attempt_id;
  notice.user_id := attempt.user_id;
  notice.kind := 'trial_refused';
  notice.happens_at := attempt.started_at;
  perform billing.put_notice(notice);
  return 'trial_used';
end
$$;
comment on function billing.refuse_trial is 'Ends a purchase attempt whose card had a trial before, and tells the user.';

create function billing.claim_trial_card(attempt uuid, fingerprint text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  -- What has no fingerprint (a wallet of money, say) is only told apart by its attempt.
  claimed_card text := billing.identity_hash('card', coalesce(fingerprint, 'attempt ' || attempt));
  claiming billing.purchase_attempts;
  holder billing.trial_card_claims;
begin
  select * into claiming from billing.purchase_attempts where attempt_id = attempt for update;
  if claiming.attempt_id is null or claiming.refusal is not null or not claiming.with_trial then return 'trial_used'; end if;
  -- Two accounts with one card confirm it in the same moment: the second waits here and finds the first one's claim.
  perform pg_advisory_xact_lock(hashtextextended('trial_card:' || claimed_card, 0));
  select * into holder from billing.trial_card_claims where card_hash = claimed_card;
  if holder.attempt_id = attempt then return 'claimed'; end if;
  if not billing.is_trial_allowed(claiming.user_id, fingerprint) then return billing.refuse_trial(claiming); end if;

  -- Somebody else's claim counts until their trial is recorded, which then decides, or until Stripe has forgotten the attempt.
  if holder.user_id <> claiming.user_id and holder.claimed_at > now() - interval '24 hours'
    and not exists (
      select from billing.trials where trials.user_id = holder.user_id and trials.card_hash = claimed_card)
  then return billing.refuse_trial(claiming); end if;
  insert into billing.trial_card_claims as stored (card_hash, attempt_id, user_id)
  values (claimed_card, attempt, claiming.user_id)
  on conflict (card_hash) do update set
    attempt_id = excluded.attempt_id, user_id = excluded.user_id, claimed_at = excluded.claimed_at;
  return 'claimed';
end
$$;
comment on function billing.claim_trial_card is 'One trial per card: claimed (again by the same attempt, too) or trial_used. To be asked between the confirmed card and the subscription.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.claim_trial_card to tandem_functions;
