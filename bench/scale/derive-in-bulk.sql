-- The derivation itself, for all users of the batch in one statement.
insert into public.entitlements
select derived.*
from generate_series(:first::bigint, :last::bigint) as i
cross join lateral billing.derived_entitlements(bench.user_id(i)) as derived;
