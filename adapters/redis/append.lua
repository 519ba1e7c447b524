-- append.lua writes all commits of one call, or nothing.
--
-- KEYS  1 head   2 entries   3 causes   4 causes-before   5 private
-- ARGV  1 sequence number of the expected head, 0 for an empty stream
--       2 its hash, 64 hexadecimal digits
--       3 sequence number of the new head   4 its hash
--       5 how many causes are kept before the older ones are put aside
--       6 how many groups of entries   7 how many commits
--       8 how many private values
--       then for each group the id it gets and how many entries it has;
--       for each entry its number and its line; for each commit its cause and
--       the number of its first entry; for each private value the number of
--       its entry and itself
-- Returns {'ok'}
--      or {'sealed'}: the stream is finished
--      or {'conflict', seq, hash}: the head is another
--      or {'repeated', cause, seq, ...}: these causes are recorded already
--
-- A script that fails in the middle is not rolled back. So all that can be
-- refused is asked before the first write; the first write is the one that
-- finds an entry beyond the head; and what Redis itself refuses (no memory, a
-- replica, a disk that is full) it refuses before the first write of a script.

local head = redis.call('HMGET', KEYS[1], 'seq', 'hash', 'sealed', 'causes', 'before')
local seq = head[1] or '0'
local hash = head[2] or string.rep('0', 64)
if head[3] then
	return {'sealed'}
end
if seq ~= ARGV[1] or hash ~= ARGV[2] then
	return {'conflict', seq, hash}
end

local groups, commits, privates = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local lines = 9 + 2 * groups -- where the entries begin
local causes = lines
for g = 1, groups do
	causes = causes + 2 * tonumber(ARGV[8 + 2 * g])
end
local values = causes + 2 * commits
local chunk = 4000 -- what Lua can hand to one command, and even

-- known looks the causes up under a key; where found, it notes the number.
local function known(key, found)
	for from = 0, commits - 1, chunk do
		local ask = {}
		for i = from, math.min(from + chunk, commits) - 1 do
			ask[#ask + 1] = ARGV[causes + 2 * i]
		end
		local answer = redis.call('HMGET', key, unpack(ask))
		for i = 1, #ask do
			if answer[i] then
				found[#found + 1] = ask[i]
				found[#found + 1] = answer[i]
			end
		end
	end
end

local found = {'repeated'}
known(KEYS[3], found)
if head[5] then
	known(KEYS[4], found)
end
if #found > 1 then
	return found
end
if privates > 0 then
	redis.call('HLEN', KEYS[5]) -- fails here if it is no hash, and not half way
end

local at = lines
for g = 1, groups do
	local after = at + 2 * tonumber(ARGV[8 + 2 * g])
	redis.call('XADD', KEYS[2], ARGV[7 + 2 * g], unpack(ARGV, at, after - 1))
	at = after
end

-- set hands a stretch of ARGV to HSET.
local function set(key, from, to)
	for at = from, to, chunk do
		redis.call('HSET', key, unpack(ARGV, at, math.min(at + chunk - 1, to)))
	end
end

if privates > 0 then
	set(KEYS[5], values, values + 2 * privates - 1)
end
local kept = tonumber(head[4] or 0)
if kept >= tonumber(ARGV[5]) then
	redis.call('RENAME', KEYS[3], KEYS[4])
	redis.call('HSET', KEYS[1], 'before', '1')
	kept = 0
end
set(KEYS[3], causes, causes + 2 * commits - 1)
redis.call('HSET', KEYS[1], 'seq', ARGV[3], 'hash', ARGV[4], 'causes', string.format('%.0f', kept + commits))
return {'ok'}
