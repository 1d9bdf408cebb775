// Checks a log with golang.org/x/mod/sumdb alone: heads, inclusion and consistency, and that whatever is altered is refused.
//
//	checklog VKEY < cases
//
// Each line of the cases is JSON: a signed head, and an entry with its proof or an older size with root and proof.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proofCase struct {
	Note    string   `json:"note"`
	Index   int64    `json:"index"`
	Entry   string   `json:"entry"`
	Old     int64    `json:"old"`
	OldRoot string   `json:"old_root"`
	Proof   []string `json:"proof"`
}

func fail(line int, what string) {
	fmt.Printf("case %d: %s\n", line, what)
	os.Exit(1)
}

// head opens a signed head; the text is origin, size and root.
func head(msg string, known note.Verifiers) (int64, tlog.Hash, error) {
	var root tlog.Hash
	opened, err := note.Open([]byte(msg), known)
	if err != nil {
		return 0, root, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 {
		return 0, root, fmt.Errorf("%d lines", len(lines))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, root, err
	}
	root, err = parse(lines[2])
	return size, root, err
}

func parse(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err == nil && copy(hash[:], bytes) != len(hash) {
		err = fmt.Errorf("a hash of %d bytes", len(bytes))
	}
	return hash, err
}

func flipped(hash tlog.Hash, at int) tlog.Hash {
	hash[at%len(hash)] ^= 1 << (at % 8)
	return hash
}

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	if err != nil {
		fail(0, err.Error())
	}
	known := note.VerifierList(verifier)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	line, refused := 0, 0
	refuse := func(what string, err error) {
		if err == nil {
			fail(line, what+" was believed")
		}
		refused++
	}
	for ; in.Scan(); line++ {
		var one proofCase
		if err := json.Unmarshal(in.Bytes(), &one); err != nil {
			fail(line, err.Error())
		}
		size, root, err := head(one.Note, known)
		if err != nil {
			fail(line, err.Error())
		}
		at := line % (strings.Index(one.Note, "\n\n") + 1)
		altered := []byte(one.Note)
		altered[at] ^= 1
		_, _, err = head(string(altered), known)
		refuse("an altered head", err)
		path := make([]tlog.Hash, len(one.Proof))
		for n, text := range one.Proof {
			if path[n], err = parse(text); err != nil {
				fail(line, err.Error())
			}
		}
		var check func(path []tlog.Hash, root, leaf tlog.Hash) error
		var leaf tlog.Hash
		if one.Old > 0 {
			if leaf, err = parse(one.OldRoot); err != nil {
				fail(line, err.Error())
			}
			check = func(path []tlog.Hash, root, leaf tlog.Hash) error { return tlog.CheckTree(path, size, root, one.Old, leaf) }
		} else {
			leaf = tlog.RecordHash([]byte(one.Entry))
			check = func(path []tlog.Hash, root, leaf tlog.Hash) error { return tlog.CheckRecord(path, size, root, one.Index, leaf) }
		}
		if err := check(path, root, leaf); err != nil {
			fail(line, err.Error())
		}
		refuse("another root", check(path, flipped(root, line), leaf))
		refuse("another leaf or older root", check(path, root, flipped(leaf, line)))
		for n := range path {
			wrong := append([]tlog.Hash(nil), path...)
			wrong[n] = flipped(wrong[n], line)
			refuse("an altered proof", check(wrong, root, leaf))
		}
	}
	if err := in.Err(); err != nil {
		fail(line, err.Error())
	}
	fmt.Printf("%d cases hold, %d altered ones are refused\n", line, refused)
}
