-- What a user sees of their Stripe customer is a reading of the registers and of our link. For who holds the customer's lock.
create function billing.show_card(card_id text)
returns void language plpgsql set search_path = '' as $$
begin
  perform billing.lock_money('card', card_id);
  delete from public.payment_methods where payment_method_id = card_id and not exists (
    select from billing.attached_cards as shown
    where shown.payment_method_id = card_id and shown.user_id = payment_methods.user_id);
  insert into public.payment_methods
  select * from billing.attached_cards as shown where shown.payment_method_id = card_id
  on conflict (payment_method_id) do update set
    brand = excluded.brand, last4 = excluded.last4, exp_month = excluded.exp_month, exp_year = excluded.exp_year,
    wallet = excluded.wallet, as_of = excluded.as_of;
end
$$;
comment on function billing.show_card is 'Brings public.payment_methods in line with the register for one card.';

create view billing.attached_cards with (security_invoker = true) as
  select cards.payment_method_id,
    coalesce(links.user_id, case when links.customer_id is null then customers.user_id end) as user_id,
    cards.environment, cards.brand, cards.last4, cards.exp_month, cards.exp_year, cards.wallet, cards.created_at, cards.as_of
  from billing.stripe_payment_methods as cards
  left join billing.customers as links on links.customer_id = cards.store_customer_id
  left join billing.stripe_customers as customers on customers.store_customer_id = cards.store_customer_id
  where coalesce(links.user_id, case when links.customer_id is null then customers.user_id end) is not null
    and not coalesce(links.is_deleted, false);
comment on view billing.attached_cards is 'The cards that public.payment_methods shows: attached to a customer that has an owner and still exists.';

create function billing.show_account(owner uuid)
returns void language plpgsql set search_path = '' as $$
begin
  if owner is null then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('stripe_account:' || owner, 0));
  delete from public.billing_accounts where user_id = owner
    and not exists (select from billing.accounts_of(owner));
  insert into public.billing_accounts (user_id, environment, balance, currency, default_payment_method_id, as_of)
  select owner, account.environment, -account.balance, account.currency, account.default_payment_method_id, account.as_of
  from billing.accounts_of(owner) as account limit 1
  on conflict (user_id) do update set
    environment = excluded.environment, balance = excluded.balance, currency = excluded.currency,
    default_payment_method_id = excluded.default_payment_method_id, as_of = excluded.as_of;
end
$$;
comment on function billing.show_account is 'Brings public.billing_accounts in line with the register for one user.';

create function billing.accounts_of(owner uuid)
returns setof billing.stripe_customers language plpgsql stable set search_path = '' as $$
begin
  return query
  select customers.* from billing.stripe_customers as customers
  left join billing.customers as links on links.customer_id = customers.store_customer_id
  where links.user_id = owner or links.customer_id is null and customers.user_id = owner
  order by links.user_id is null, customers.store_customer_id;
end
$$;
comment on function billing.accounts_of is 'The Stripe customers of a user that still exist, the linked one first.';

create function billing.write_stripe_payment_method(fact jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored billing.stripe_payment_methods;
  reported billing.stripe_payment_methods;
  outcome text;
begin
  perform billing.lock_money('card', fact ->> 'payment_method_id');
  select * into stored from billing.stripe_payment_methods where payment_method_id = fact ->> 'payment_method_id';
  reported := jsonb_populate_record(stored, fact);
  reported.as_of := moment;
  -- Stripe lets nobody attach again what was detached.
  outcome := billing.judge_report(stored.as_of, moment, to_jsonb(stored) - 'as_of' = to_jsonb(reported) - 'as_of',
    array[(stored.store_customer_id is null)::integer], array[(reported.store_customer_id is null)::integer]);
  if outcome = 'applied' then
    insert into billing.stripe_payment_methods values (reported.*)
    on conflict (payment_method_id) do update set
      store_customer_id = excluded.store_customer_id, brand = excluded.brand, last4 = excluded.last4,
      exp_month = excluded.exp_month, exp_year = excluded.exp_year, fingerprint = excluded.fingerprint,
      wallet = excluded.wallet, created_at = excluded.created_at, as_of = excluded.as_of;
    perform billing.show_card(reported.payment_method_id);
  end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_payment_method is 'A card, attached to a customer or detached.';

create function billing.show_customer(of_customer_id text)
returns void language plpgsql set search_path = '' as $$
declare
  link billing.customers;
begin
  select * into link from billing.customers where customers.customer_id = of_customer_id;
  -- Invoices before payments, as who writes one of them takes their rows.
  update public.invoices set user_id = link.user_id
  where store_customer_id = of_customer_id and user_id is null and link.user_id is not null;
  update public.payments set user_id = link.user_id
  where store_customer_id = of_customer_id and user_id is null and link.user_id is not null;
  perform billing.show_card(cards.payment_method_id)
  from (
    select payment_method_id from billing.stripe_payment_methods
    where store_customer_id = of_customer_id order by payment_method_id) as cards;
  perform billing.show_account(shown.user_id)
  from (
    select user_id from billing.stripe_customers where store_customer_id = of_customer_id and user_id is not null
    union select link.user_id where link.user_id is not null
    union select link.former_user_id where link.former_user_id is not null
    order by 1) as shown;
end
$$;
comment on function billing.show_customer is 'Brings all that users see of a customer in line with the registers and the link.';

create function billing.write_stripe_customer(fact jsonb, moment timestamptz)
returns text language plpgsql set search_path = '' as $$
declare
  stored billing.stripe_customers;
  reported billing.stripe_customers;
  outcome text;
begin
  if (fact ->> 'is_deleted')::boolean then
    perform billing.forget_customer(fact ->> 'store_customer_id');
    return 'applied';
  end if;
  select * into stored from billing.stripe_customers where store_customer_id = fact ->> 'store_customer_id';
  reported := jsonb_populate_record(stored, fact);
  reported.user_id := coalesce(
    (select users.id from auth.users where users.id = (fact ->> 'user_id')::uuid), stored.user_id);
  reported.balance := coalesce(reported.balance, 0);
  reported.as_of := moment;
  outcome := billing.judge_report(stored.as_of, moment,
    to_jsonb(stored) - array['as_of', 'user_id'] = to_jsonb(reported) - array['as_of', 'user_id'], null, null);
  if outcome = 'applied' then
    insert into billing.stripe_customers values (reported.*)
    on conflict (store_customer_id) do update set
      user_id = excluded.user_id, balance = excluded.balance, currency = excluded.currency,
      default_payment_method_id = excluded.default_payment_method_id, as_of = excluded.as_of;
    perform billing.show_customer(reported.store_customer_id);
  end if;
  return outcome;
end
$$;
comment on function billing.write_stripe_customer is 'A customer: balance and default card.';

create function billing.forget_customer(deleted_customer_id text)
returns void language plpgsql set search_path = '' as $$
begin
  insert into billing.customers as stored (customer_id, is_deleted) values (deleted_customer_id, true)
  on conflict (customer_id) do update set
    former_user_id = coalesce(stored.user_id, stored.former_user_id), user_id = null, is_deleted = true;
  perform billing.show_customer(deleted_customer_id);
end
$$;
comment on function billing.forget_customer is 'A customer that was deleted at Stripe has no cards and no account, whatever is heard of it later.';

create function billing.unlink_stripe_customer(deleted_customer_id text)
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform billing.lock_money('customer', deleted_customer_id);
  perform billing.forget_customer(deleted_customer_id);
end
$$;
comment on function billing.unlink_stripe_customer is 'customer.deleted: the next purchase makes a new customer; cards and account go, subscriptions end by their own events. May be repeated.';

create or replace function billing.link_stripe_customer(owner uuid, created_customer_id text)
returns text language plpgsql security definer set search_path = '' as $$
begin
  perform billing.lock_money('customer', created_customer_id);
  -- Whichever of the two keys a parallel request has taken: wait for it, then see what it linked.
  insert into billing.customers (customer_id, user_id) values (created_customer_id, owner) on conflict do nothing;
  if found then perform billing.show_customer(created_customer_id); end if;
  return (select customers.customer_id from billing.customers where customers.user_id = owner);
end
$$;
comment on function billing.link_stripe_customer is 'Binds a user to a Stripe customer once, and what was heard of it before to the user; answers the customer that counts.';

grant select on billing.attached_cards to tandem_operators;
revoke execute on all functions in schema billing from public;
grant execute on function billing.unlink_stripe_customer to tandem_functions;
