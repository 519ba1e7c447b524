-- lease.lua takes a lease, or renews it.
--
-- KEYS  1 lease
-- ARGV  1 token of who asks   2 what to tell others of the holder
--       3 how long it holds, in milliseconds
-- Returns {'held'}: it is ours for that long from now
--      or {'other', what is told of the holder, milliseconds left}

local holder = redis.call('HMGET', KEYS[1], 'token', 'holder')
if holder[1] and holder[1] ~= ARGV[1] then
	return {'other', holder[2] or '', redis.call('PTTL', KEYS[1])}
end
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'holder', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'held'}
