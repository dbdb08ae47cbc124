-- What a price is previewed by, without beginning a purchase.
create function billing.sale_of(sold_plan_id text)
returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'lookup_key', plans.stripe_lookup_key, 'currency', plans.currency, 'promotion_codes', settings.promotion_codes)
  from public.plans cross join billing.settings where plans.id = sold_plan_id
$$;
comment on function billing.sale_of is 'How a plan is sold at Stripe; null when there is no such plan.';

-- On Stripe's hosted page the trial begins before we know its card. So the question is another than before a trial of our
-- own page: whether any trial but this one was begun with the card.
create function billing.claim_checkout_trial_card(begun_store_subscription_id text, fingerprint text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  claimed_card text := billing.identity_hash('card', fingerprint);
  buyer uuid := (
    select user_id from public.subscriptions
    where store = 'stripe' and store_subscription_id = begun_store_subscription_id);
  attempt billing.purchase_attempts;
begin
  perform pg_advisory_xact_lock(hashtextextended('trial_card:' || claimed_card, 0));
  if exists (
    select from billing.trials
    where trials.card_hash = claimed_card and trials.store_subscription_id <> begun_store_subscription_id
      and (trials.environment = 'production' or (select sandbox_serves from billing.settings) <> 'nobody'))
  or exists (
    select from billing.trial_card_claims as claims
    where claims.card_hash = claimed_card and claims.user_id <> buyer and claims.claimed_at > now() - interval '24 hours'
      and not exists (
        select from billing.trials where trials.user_id = claims.user_id and trials.card_hash = claimed_card))
  then
    select * into attempt from billing.purchase_attempts where store_subscription_id = begun_store_subscription_id;
    return case when attempt.attempt_id is null then 'trial_used' else billing.refuse_trial(attempt) end;
  end if;
  update billing.trials set card_hash = claimed_card
  where store = 'stripe' and store_subscription_id = begun_store_subscription_id;
  return 'claimed';
end
$$;
comment on function billing.claim_checkout_trial_card is 'The same as claim_trial_card for a trial that Stripe''s hosted page has begun: claimed, or trial_used and to be ended. May be repeated.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.sale_of, billing.claim_checkout_trial_card to tandem_functions;
