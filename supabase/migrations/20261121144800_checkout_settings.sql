-- The page that sells a plan has to know before the first click whether it shows a card form of its own.
create function billing.checkout_settings()
returns table (web_checkout text, promotion_codes boolean)
language sql stable security definer set search_path = '' as $$
  select settings.web_checkout, settings.promotion_codes from billing.settings
$$;
comment on function billing.checkout_settings is 'The settings that the web''s payment page shows, and no others.';

create function public.checkout_settings()
returns table (web_checkout text, promotion_codes boolean)
language sql stable security invoker set search_path = '' as $$
  select * from billing.checkout_settings()
$$;
comment on function public.checkout_settings is 'Whether the web takes a payment on its own page (elements) or on Stripe''s (hosted), and whether it asks for a promotion code.';

revoke execute on function billing.checkout_settings, public.checkout_settings
  from public, anon, authenticated, service_role;
grant execute on function billing.checkout_settings, public.checkout_settings to authenticated;
