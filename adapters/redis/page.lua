-- page.lua reads entries, with the head and the private values of the same
-- moment.
--
-- KEYS  1 head   2 entries   3 private
-- ARGV  1 number of the first entry wanted
--       2 how many entries at most, 3 how many bytes are enough
-- Returns {seq, hash, end, id, line, private, id, line, private, ...}
--       end is 1 where no entry follows; private is nil where there is none,
--       and empty where it was erased

local head = redis.call('HMGET', KEYS[1], 'seq', 'hash')
local page = {head[1] or '0', head[2] or string.rep('0', 64), 1}
local from, most, enough = ARGV[1] .. '-0', tonumber(ARGV[2]), tonumber(ARGV[3])
local step = 20 -- so that few large entries are in memory at once
local count, size = 0, 0
while true do
	local got = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', step)
	if #got == 0 then
		return page
	end
	local ask = {}
	for i = 1, #got do
		ask[i] = string.match(got[i][1], '^%d+')
	end
	local private = redis.call('HMGET', KEYS[3], unpack(ask))
	for i = 1, #got do
		local line = got[i][2][1] == 'entry' and got[i][2][2] or ''
		page[#page + 1] = got[i][1]
		page[#page + 1] = line
		page[#page + 1] = private[i]
		size = size + #line + (private[i] and #private[i] or 0)
	end
	count = count + #got
	if #got < step then
		return page
	end
	if count >= most or size >= enough then
		page[3] = 0
		return page
	end
	from = '(' .. got[#got][1]
end
