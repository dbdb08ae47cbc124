-- Deleting an account takes several steps at two companies. The mark comes first, so that nothing is bought meanwhile.
create table billing.account_deletions (
  user_hash text primary key,
  user_id uuid unique references auth.users (id) on delete set null,
  begun_at timestamptz not null default now(),
  finished_at timestamptz,
  has_app_store_subscription boolean not null
);
comment on table billing.account_deletions is 'Accounts whose deletion was begun. A finished one is kept for a day, without the person: the second of two requests is answered as the first.';
comment on column billing.account_deletions.user_hash is 'Finds the row again when the user is gone.';
comment on column billing.account_deletions.user_id is 'Null once the account is deleted.';
comment on column billing.account_deletions.has_app_store_subscription is 'Whether Apple goes on charging: nobody but the person can stop that.';
alter table billing.account_deletions enable row level security;
grant select on billing.account_deletions to tandem_operators;

-- After a day the mark counts no longer: Stripe refused, and the person has thought better of it. A token outlives its user by
-- up to an hour, on their other devices.
create function billing.is_being_deleted(person uuid)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return not exists (select from auth.users where users.id = person) or exists (
    select from billing.account_deletions as deletions
    where deletions.user_id = person and deletions.begun_at > now() - interval '1 day');
end
$$;
comment on function billing.is_being_deleted is 'Whether a user has asked for their account to be deleted, or is gone.';

create function billing.may_become_customer(person uuid)
returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return not billing.is_being_deleted(person);
end
$$;
comment on function billing.may_become_customer is 'Whether a customer may be made for a user at Stripe.';

create or replace function billing.purchase_refusal(buyer uuid, at_store text, bought_plan_id text)
returns text language sql stable set search_path = '' as $$
  select coalesce(
    case when billing.is_being_deleted(buyer) then 'account_being_deleted' end,
    (
      select case live.store
        when 'stripe' then case at_store when 'stripe' then 'already_subscribed' else 'subscribed_on_web' end
        when 'app_store' then case at_store
          -- Inside the App Store a change of plan is Apple's to arrange: only the same plan again is refused.
          when 'app_store' then case when live.plan_id = bought_plan_id then 'already_subscribed' end
          else 'subscribed_in_app_store' end
      end
      from public.subscriptions as live
      where live.user_id = buyer
        -- A store that retries a payment or has paused may charge again: it counts although it gives no access now. So does
        -- one whose money was given back or is disputed, and one whose grace is over, while Stripe goes on charging. What a
        -- member of the family pays, and what no money is paid for, is not charged to this user.
        and (billing.subscription_access_ends_at(live) > now()
          or live.status in ('in_billing_retry', 'paused') and live.ownership = 'purchased'
            and billing.is_environment_served(live.environment, buyer)
          or live.store = 'stripe' and live.will_renew
            and (live.status = 'in_grace_period' or live.status = 'active' and live.payment_fault is not null))
      -- The other store first: it is the one that would be paid twice.
      order by live.store = at_store, live.expires_at desc
      limit 1
    ),
    (
      -- Begun at the other store a moment ago, and perhaps being paid right now.
      select 'purchase_in_progress' from billing.purchase_attempts as attempt cross join billing.settings
      where attempt.user_id = buyer and attempt.store <> at_store
        and attempt.started_at > now() - settings.purchase_hold and not billing.is_spent(attempt)
    ))
$$;

create or replace function billing.open_extra_attempt(buyer uuid, at_store text, bought_extra_id text)
returns text language plpgsql set search_path = '' as $$
begin
  -- A phone and a browser of the same second wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || buyer, 0));
  if not exists (
    select from public.extras
    where id = bought_extra_id and (at_store = 'stripe' or app_store_product_id is not null))
  then return 'extra_not_found'; end if;
  if billing.is_being_deleted(buyer) then return 'account_being_deleted'; end if;
  if billing.owns_extra(buyer, bought_extra_id) then return 'already_owned'; end if;
  if exists (
    select from billing.extra_attempts as attempts cross join billing.settings
    where attempts.user_id = buyer and attempts.extra_id = bought_extra_id and attempts.store <> at_store
      and attempts.started_at > now() - settings.purchase_hold)
  -- Paid on the web, and the bank has not answered yet, which may take days.
  or at_store = 'app_store' and exists (
    select from public.payments
    where payments.user_id = buyer and payments.extra_id = bought_extra_id
      and payments.status in ('processing', 'requires_capture')
      and billing.is_environment_served(payments.environment, buyer))
  then return 'purchase_in_progress'; end if;
  insert into billing.extra_attempts (user_id, extra_id, store) values (buyer, bought_extra_id, at_store)
  on conflict (user_id, extra_id) do update set store = excluded.store, started_at = excluded.started_at;
  return null;
end
$$;

create or replace function billing.describe_refusal(code text)
returns text language sql immutable set search_path = '' as $$
  select case code
    when 'already_subscribed' then 'You already have a subscription.'
    when 'subscribed_on_web' then 'You already subscribe on the web. Manage it where you bought it.'
    when 'subscribed_in_app_store' then 'You already subscribe through the App Store. Manage it in the settings of your iPhone.'
    when 'purchase_in_progress' then 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.'
    when 'plan_not_found' then 'There is no such plan.'
    when 'already_owned' then 'You own this already.'
    when 'extra_not_found' then 'There is nothing of that kind to buy.'
    when 'account_being_deleted' then 'You have asked us to delete this account. Nothing can be bought with it any more.'
  end
$$;

-- Between the confirmed card and the subscription a trial could begin that nobody wants any more.
create or replace function billing.claim_trial_card(attempt uuid, fingerprint text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  -- What has no fingerprint (a wallet of money, say) is only told apart by its attempt.
  claimed_card text := billing.identity_hash('card', coalesce(fingerprint, 'attempt ' || attempt));
  claiming billing.purchase_attempts;
  holder billing.trial_card_claims;
begin
  select * into claiming from billing.purchase_attempts where attempt_id = attempt for update;
  if claiming.attempt_id is null or claiming.refusal is not null or not claiming.with_trial
    or billing.is_being_deleted(claiming.user_id)
  then return 'trial_used'; end if;
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

revoke execute on all functions in schema billing from public;
grant execute on function billing.may_become_customer to tandem_functions;
