-- erase.lua empties private values with their salts. An empty value stands for
-- one erased: one that is missing was lost.
--
-- KEYS  1 private
-- ARGV  the numbers of the entries
-- Returns how many of them held, or once held, private values

local erased = 0
for i = 1, #ARGV do
	if redis.call('HEXISTS', KEYS[1], ARGV[i]) == 1 then
		redis.call('HSET', KEYS[1], ARGV[i], '')
		erased = erased + 1
	end
end
return erased
