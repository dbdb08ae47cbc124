-- Everything at Stripe that is a user's: by our link, or by what Stripe said of an object of theirs; never what is linked to
-- somebody else.
create function billing.stripe_customers_of(owner uuid)
returns text[] language plpgsql stable set search_path = '' as $$
begin
  return array(
    select named.customer_id
    from (
      select customers.customer_id from billing.customers where customers.user_id = owner or customers.former_user_id = owner
      union select store_customer_id from billing.stripe_customers where user_id = owner
      union select store_customer_id from public.invoices where user_id = owner
      union select store_customer_id from public.payments where user_id = owner) as named
    left join billing.customers as links on links.customer_id = named.customer_id
    where named.customer_id is not null
      and coalesce(links.user_id, owner) = owner and coalesce(links.former_user_id, owner) = owner
    order by 1);
end
$$;
comment on function billing.stripe_customers_of is 'All of a user''s customers at Stripe, those too that were deleted there.';

create function billing.will_app_store_charge(owner uuid)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from public.subscriptions
    where user_id = owner and store = 'app_store' and ownership = 'purchased' and will_renew
      and status in ('active', 'in_grace_period', 'in_billing_retry')
      and billing.is_environment_served(environment, owner));
end
$$;
comment on function billing.will_app_store_charge is 'Whether Apple goes on charging a user: only they can stop that.';

create function billing.find_account_deletion(owner uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object('state', 'gone', 'has_app_store_subscription', coalesce((
    select deletions.has_app_store_subscription from billing.account_deletions as deletions
    where deletions.user_hash = billing.identity_hash('user', owner::text)), false));
end
$$;
comment on function billing.find_account_deletion is 'What is answered to who asks once more.';

create function billing.begin_account_deletion(owner uuid)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  app_store_goes_on boolean;
begin
  -- A purchase of this moment is seen below, or is refused.
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || owner, 0));
  if not exists (select from auth.users where users.id = owner) then return billing.find_account_deletion(owner); end if;
  app_store_goes_on := billing.will_app_store_charge(owner);
  insert into billing.account_deletions as stored (user_hash, user_id, has_app_store_subscription)
  values (billing.identity_hash('user', owner::text), owner, app_store_goes_on)
  on conflict (user_hash) do update set
    begun_at = now(), has_app_store_subscription = excluded.has_app_store_subscription;
  return jsonb_build_object(
    'state', 'begun',
    'customers', to_jsonb(array(
      select owned.id from unnest(billing.stripe_customers_of(owner)) as owned (id)
      where not exists (select from billing.customers where customers.customer_id = owned.id and customers.is_deleted))),
    -- One that staff made may hang on a customer we have never heard of.
    'subscriptions', to_jsonb(array(
      select store_subscription_id from public.subscriptions
      where user_id = owner and store = 'stripe' and status not in ('expired', 'revoked') order by 1)),
    'has_app_store_subscription', app_store_goes_on);
end
$$;
comment on function billing.begin_account_deletion is 'Marks an account: from now on it buys nothing. Answers what has to end at Stripe first (begun), or that the account is gone. May be repeated.';

-- What belongs to the person in Stripe's registers, by its ids.
create function billing.stripe_ids_of(owner uuid, customers text[])
returns text[] language plpgsql stable set search_path = '' as $$
declare
  intents text[] := array(
    select payments.payment_intent_id from billing.stripe_invoice_payments as payments
    join public.invoices on invoices.invoice_id = payments.invoice_id
    where payments.payment_intent_id is not null
      and (invoices.user_id = owner or invoices.user_id is null and invoices.store_customer_id = any (customers))
    union select payment_intent_id from public.payments where user_id = owner or store_customer_id = any (customers));
begin
  return customers || intents || array(
    select charge_id from billing.stripe_charges where payment_intent_id = any (intents)
    union select payment_method_id from billing.stripe_payment_methods where store_customer_id = any (customers)
    union select payment_method_id from public.payment_methods where user_id = owner
    -- A charge whose invoice we have not heard of yet, a card that was detached.
    union select events.payload #>> '{data,object,id}' from billing.webhook_events as events
    where events.store = 'stripe' and billing.stripe_event_subject(events.payload) = any (customers)
      and events.payload #>> '{data,object,object}' in ('charge', 'payment_intent', 'payment_method'));
end
$$;
comment on function billing.stripe_ids_of is 'Customers, payments, charges and cards of a user: by these Stripe''s events name them.';

-- In the order in which whoever writes a fact takes them.
create function billing.lock_account(owner uuid, customers text[])
returns void language plpgsql set search_path = '' as $$
begin
  perform billing.lock_money('customer', id) from (select unnest(customers) as id order by 1) as sorted;
  perform billing.lock_money('payment_intent', id) from (
    select payment_intent_id as id from public.payments where user_id = owner order by 1) as sorted;
  perform billing.lock_money('invoice', id) from (
    select invoice_id as id from public.invoices where user_id = owner order by 1) as sorted;
  perform billing.lock_money('subscription', id) from (
    select store_subscription_id as id from public.subscriptions where user_id = owner and store = 'stripe' order by 1) as sorted;
  perform billing.lock_app_store_originals(array(
    select original_transaction_id from billing.app_store_originals_of_user(owner)));
  perform pg_advisory_xact_lock_shared(hashtextextended('entitlements', 0));
  perform pg_advisory_xact_lock(hashtextextended('entitlements:' || owner, 0));
end
$$;
comment on function billing.lock_account is 'Nothing is written about the user meanwhile: who comes later finds them gone.';

-- The ledger stays: what was sold, when, for how much, and the stores'' ids. No card, no link to a page that names the buyer.
create function billing.erase_ledger(owner uuid, customers text[], ids text[])
returns void language plpgsql set search_path = '' as $$
begin
  insert into billing.erased_store_ids (id) select distinct unnest(ids) on conflict do nothing;
  perform billing.erase_events(ids);
  update billing.stripe_charges set card_brand = null, card_last4 = null where charge_id = any (ids);
  update billing.stripe_payment_methods
  set brand = null, last4 = null, exp_month = null, exp_year = null, fingerprint = null, wallet = null
  where payment_method_id = any (ids);
  -- The card of a payment is derived from its charge, by a trigger that runs with this.
  update public.invoices set user_id = null, hosted_url = null, pdf_url = null
  where user_id = owner or user_id is null and store_customer_id = any (customers);
  update public.payments set user_id = null where user_id = owner or store_customer_id = any (customers);
end
$$;
comment on function billing.erase_ledger is 'Takes the person out of what the law makes us keep about payments.';

create function billing.delete_account(owner uuid)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  customers text[];
  address text;
  app_store_goes_on boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || owner, 0));
  select users.email into address from auth.users where users.id = owner;
  if not found then return billing.find_account_deletion(owner); end if;
  if not exists (select from billing.account_deletions where user_id = owner) then
    raise exception 'The deletion of this account was not begun';
  end if;
  customers := billing.stripe_customers_of(owner);
  perform billing.lock_account(owner, customers);
  -- Made in the moment in which the deletion was begun.
  if exists (
    select from unnest(customers) as owned (id)
    where not exists (select from billing.customers as known where known.customer_id = owned.id and known.is_deleted))
  then return '{"state": "customer_left"}'; end if;
  app_store_goes_on := billing.will_app_store_charge(owner);

  perform billing.erase_ledger(owner, customers, billing.stripe_ids_of(owner, customers));
  perform billing.free_app_store_original(owned.original_transaction_id, owned.environment, owner)
  from billing.app_store_originals_of_user(owner) as owned;
  perform billing.owe_apple_revocations(owner);
  if address <> '' then
    perform billing.owe_mail('account_deleted/' || gen_random_uuid(), 'account_deleted', null, address,
      jsonb_build_object('app_store_goes_on', app_store_goes_on));
  end if;
  update billing.account_deletions set finished_at = now(), has_app_store_subscription = app_store_goes_on
  where user_id = owner;
  -- A sign-in that was begun and not finished: no foreign key leads from there.
  delete from auth.flow_state where user_id = owner;
  -- Sessions and sign-in methods of Auth, and all that is only the person's, go with it.
  delete from auth.users where users.id = owner;
  return jsonb_build_object('state', 'deleted', 'has_app_store_subscription', app_store_goes_on);
end
$$;
comment on function billing.delete_account is 'Deletes a user and all that says who they were, in one transaction; frees what they bought in the App Store; keeps the ledger without them. Only after what they pay at Stripe has ended: answers customer_left while a customer is there; else deleted, or gone when it was done before.';

create function billing.finish_deletions()
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform billing.erase_events(array(
    select id from billing.erased_store_ids where erased_at > now() - interval '2 days'));
  delete from billing.account_deletions where finished_at < now() - interval '1 day';
end
$$;
comment on function billing.finish_deletions is 'Erases what arrived in the moment of a deletion, and forgets finished ones after a day. May be repeated.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.begin_account_deletion, billing.delete_account, billing.finish_deletions to tandem_functions;
