package reading

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDump(t *testing.T) {
	if os.Getenv("DUMP") == "" {
		t.Skip()
	}
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range strings.Split(os.Getenv("DUMP"), "|") {
		p := &parser{lex: r.lex}
		c := Context{Item: 4, Title: os.Getenv("TITLE")}
		p.begin(m, c)
		p.tokenize(m, r.lex)
		p.tag(r.lex, nil)
		p.split()
		p.findStances()
		fmt.Println("==", m, r.Read(m, c))
		for n, c := range p.clauses {
			fmt.Printf("  clause %d link=%x end=%d asked=%v\n", n, c.link, c.end, c.asked)
			for i := c.from; i < c.to; i++ {
				u := p.units[i]
				fmt.Printf("     %-18q %s forms=%x vote=%x be=%x item=%d slip=%v:", m[u.start:u.end], u.act, u.forms, u.vote, u.be, u.item, u.slip)
				for name, cl := range classNames {
					if u.is&cl != 0 {
						fmt.Print(" ", name)
					}
				}
				if u.is&classWord != 0 {
					fmt.Print(" word")
				}
				fmt.Println()
			}
		}
		for _, s := range p.stances {
			fmt.Printf("  stance %s status=%d rank=%d %s excused=%v\n", s.act, s.status, s.rank, s.reason, s.excused)
		}
	}
}
