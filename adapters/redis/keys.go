package redis

import "fmt"

// keys names what stands where; the table is in the package comment.
type keys struct{ prefix string }

func (k keys) format() string                 { return k.prefix + ":format" }
func (k keys) kinds() string                  { return k.prefix + ":{register}:kinds" }
func (k keys) open(kind string) string        { return k.prefix + ":{register}:open:" + kind }
func (k keys) all(kind string) string         { return k.prefix + ":{register}:all:" + kind }
func (k keys) spaces() string                 { return k.prefix + ":{register}:spaces" }
func (k keys) head(stream string) string      { return k.of(stream, "head") }
func (k keys) private(stream string) string   { return k.of(stream, "private") }
func (k keys) lease(shard int) string         { return fmt.Sprintf("%s:{lease:%d}", k.prefix, shard) }
func (k keys) memoKeys(space string) string   { return k.prefix + ":{memo:" + space + "}:keys" }
func (k keys) memoValues(space string) string { return k.prefix + ":{memo:" + space + "}:values" }

func (k keys) of(stream, part string) string { return k.prefix + ":{" + stream + "}:" + part }

func (k keys) append(stream string) []string {
	return []string{k.head(stream), k.of(stream, "entries"), k.of(stream, "causes"), k.of(stream, "causes-before"), k.private(stream)}
}

func (k keys) seal(stream string) []string {
	return []string{k.head(stream), k.of(stream, "causes"), k.of(stream, "causes-before")}
}

func (k keys) page(stream string) []string {
	return []string{k.head(stream), k.of(stream, "entries"), k.private(stream)}
}
