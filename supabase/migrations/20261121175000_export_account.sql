-- One document with all that is kept about a person, in the words of the tables that hold it. A table that is added later
-- fails tests/database/account-data.test.ts until somebody decides whether it belongs here.
create function billing.export_sign_in(owner uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object(
    'account', (
      select jsonb_build_object(
        'id', users.id, 'email', users.email, 'email_confirmed_at', users.email_confirmed_at,
        'has_password', coalesce(users.encrypted_password, '') <> '', 'about_you', users.raw_user_meta_data,
        'set_by_us', users.raw_app_meta_data, 'created_at', users.created_at, 'last_sign_in_at', users.last_sign_in_at)
      from auth.users where users.id = owner),
    'sign_in_methods', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'provider', provider, 'told_by_provider', identity_data, 'created_at', created_at,
        'last_sign_in_at', last_sign_in_at) order by created_at, provider), '[]')
      from auth.identities where identities.user_id = owner),
    'sessions', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'created_at', created_at, 'last_used_at', coalesce(refreshed_at, created_at), 'user_agent', user_agent, 'ip', ip)
        order by created_at), '[]')
      from auth.sessions where sessions.user_id = owner));
end
$$;
comment on function billing.export_sign_in is 'What Auth keeps about a person, without secrets.';

create function billing.export_payments(owner uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object(
    'subscriptions', (
      select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.started_at, rows.id), '[]')
      from public.subscriptions as rows where rows.user_id = owner),
    'invoices', (
      select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.created_at, rows.invoice_id), '[]')
      from public.invoices as rows where rows.user_id = owner),
    'payments', (
      select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.created_at, rows.payment_intent_id), '[]')
      from public.payments as rows where rows.user_id = owner),
    'payment_methods', (
      select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.created_at, rows.payment_method_id), '[]')
      from public.payment_methods as rows where rows.user_id = owner),
    'billing_account', (select to_jsonb(rows) - 'user_id' from public.billing_accounts as rows where rows.user_id = owner),
    'stripe_customers', to_jsonb(billing.stripe_customers_of(owner)),
    'purchase_attempts', (
      select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.started_at), '[]')
      from billing.purchase_attempts as rows where rows.user_id = owner),
    'extra_attempts', (
      select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.started_at), '[]')
      from billing.extra_attempts as rows where rows.user_id = owner),
    -- Hashes say nothing to anybody, its owner included.
    'trials', (
      select coalesce(jsonb_agg(to_jsonb(rows) - array['user_id', 'email_hash', 'card_hash', 'apple_account_hash']
        order by rows.used_at, rows.store_subscription_id), '[]')
      from billing.trials as rows where rows.user_id = owner));
end
$$;
comment on function billing.export_payments is 'What a person bought and pays, at both stores, and what Stripe told of it.';

create function billing.export_app_store(owner uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object(
    'app_store_purchases', (
      select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.purchased_at, rows.original_transaction_id), '[]')
      from public.app_store_purchases as rows where rows.user_id = owner),
    'app_store_transactions', (
      select coalesce(jsonb_agg(rows.fact order by rows.purchased_at, rows.transaction_id), '[]')
      from billing.app_store_transactions as rows
      join billing.app_store_originals_of_user(owner) as owned
        on owned.original_transaction_id = rows.original_transaction_id and owned.environment = rows.environment),
    'app_store_renewals', (
      select coalesce(jsonb_agg(rows.fact order by rows.original_transaction_id), '[]')
      from billing.app_store_renewals as rows
      join billing.app_store_originals_of_user(owner) as owned
        on owned.original_transaction_id = rows.original_transaction_id and owned.environment = rows.environment),
    'app_store_claims', (
      select coalesce(jsonb_agg(
        jsonb_build_object('original_transaction_id', original_transaction_id, 'claimed_at', claimed_at) order by claimed_at), '[]')
      from billing.app_store_claims as rows where rows.user_id = owner),
    'refund_consent', (select to_jsonb(rows) - 'user_id' from public.refund_consents as rows where rows.user_id = owner));
end
$$;
comment on function billing.export_app_store is 'What Apple signed about a person''s purchases.';

create function billing.export_account(owner uuid)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select from auth.users where users.id = owner) then return null; end if;
  return jsonb_build_object('exported_at', now())
    || billing.export_sign_in(owner) || billing.export_payments(owner) || billing.export_app_store(owner)
    || jsonb_build_object(
      'entitlements', (
        select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.entitlement), '[]')
        from public.entitlements as rows where rows.user_id = owner),
      'grants', (
        select coalesce(jsonb_agg(to_jsonb(rows) - array['user_id', 'granted_by'] order by rows.created_at, rows.id), '[]')
        from billing.grants as rows where rows.user_id = owner),
      'notices', (
        select coalesce(jsonb_agg(to_jsonb(rows) - 'user_id' order by rows.created_at, rows.id), '[]')
        from public.notices as rows where rows.user_id = owner),
      'mails', (
        select coalesce(jsonb_agg(
          jsonb_build_object('kind', kind, 'owed_at', owed_at, 'sent_at', sent_at) order by owed_at, key), '[]')
        from billing.owed_mails as rows where rows.user_id = owner));
end
$$;
comment on function billing.export_account is 'All that is kept about a person, as one document; null for who is gone. The inbox and Stripe''s registers are left out: what they hold of the person is in these rows.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.export_account to tandem_functions;
