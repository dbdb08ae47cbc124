-- The derivation's own text, for all users of the batch in one statement. Without `set search_path` Postgres can put the
-- functions into the statement instead of planning them anew for each user; they are put back as they were below.
alter function billing.access_sources(uuid) reset search_path;
alter function billing.derived_entitlements(uuid) reset search_path;
insert into public.entitlements
select derived.*
from generate_series(:first::bigint, :last::bigint) as i
cross join lateral billing.derived_entitlements(bench.user_id(i)) as derived;
alter function billing.access_sources(uuid) set search_path = '';
alter function billing.derived_entitlements(uuid) set search_path = '';
