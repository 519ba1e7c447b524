-- page.lua reads entries, with the head and the private values of the same
-- moment.
--
-- KEYS  1 head   2 entries   3 private
-- ARGV  1 number of the first entry wanted
--       2 how many entries are enough, 3 how many bytes
-- Returns {seq, hash, end, number, line, private, number, line, private, ...}
--       end is 1 where no entry follows; private is nil where there is none,
--       and empty where it was erased. The first entries may be earlier than
--       the one wanted: a group is read whole.

local head = redis.call('HMGET', KEYS[1], 'seq', 'hash')
local page = {head[1] or '0', head[2] or string.rep('0', 64), 1}
local from, enough, bytes = ARGV[1] .. '-0', tonumber(ARGV[2]), tonumber(ARGV[3])
local step = 8 -- groups at once, so that few large ones are in memory together
local count, size = 0, 0
while true do
	local got = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', step)
	for g = 1, #got do
		local fields, ask = got[g][2], {}
		for i = 1, #fields, 2 do
			ask[#ask + 1] = fields[i]
		end
		local private = redis.call('HMGET', KEYS[3], unpack(ask))
		for i = 1, #ask do
			local line = fields[2 * i]
			page[#page + 1] = ask[i]
			page[#page + 1] = line
			page[#page + 1] = private[i]
			size = size + #line + (private[i] and #private[i] or 0)
		end
		count = count + #ask
	end
	if #got < step then
		return page
	end
	if count >= enough or size >= bytes then
		page[3] = 0
		return page
	end
	from = '(' .. got[#got][1]
end
