-- seal.lua finishes a stream for ever and drops what only appending needs.
--
-- KEYS  1 head   2 causes   3 causes-before
-- Returns 'ok'

redis.call('HSET', KEYS[1], 'sealed', '1')
redis.call('HDEL', KEYS[1], 'causes', 'before')
redis.call('DEL', KEYS[2], KEYS[3])
return 'ok'
