-- release.lua gives a lease back, if it is still ours.
--
-- KEYS  1 lease
-- ARGV  1 our token
-- Returns 1, or 0 where somebody else holds it

if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then
	return redis.call('DEL', KEYS[1])
end
return 0
