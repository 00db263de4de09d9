// Reads what tests/ledger/make_log wrote, by golang.org/x/mod/sumdb alone: the signed notes, the tree heads, the tiles,
// and the proofs, each made anew and compared.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error, what string) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func check(so bool, what string) {
	if !so {
		must(fmt.Errorf("no"), what)
	}
}

func read(elements ...string) []byte {
	data, err := os.ReadFile(filepath.Join(elements...))
	must(err, "read")
	return data
}

// A signed tree head.
func head(data []byte, verifiers note.Verifiers) tlog.Tree {
	opened, err := note.Open(data, verifiers)
	must(err, "note")
	lines := strings.Split(opened.Text, "\n")
	check(len(lines) == 4 && lines[0] == opened.Sigs[0].Name, "origin, size and root")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	root, err := tlog.ParseHash(lines[2])
	must(err, "root")
	return tlog.Tree{N: size, Hash: root}
}

// The path of this module's tile, which names its height, as C2SP's, which does not.
func c2sp(tile tlog.Tile) string { return strings.Replace(tile.Path(), "tile/8/", "tile/", 1) }

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, index := range indexes {
		out = append(out, s[index])
	}
	return out, nil
}

func hashes(text string) []tlog.Hash {
	var out []tlog.Hash
	for _, line := range strings.Fields(text) {
		data, err := base64.StdEncoding.DecodeString(line)
		must(err, "base64")
		var hash tlog.Hash
		copy(hash[:], data)
		out = append(out, hash)
	}
	return out
}

func same(a, b []tlog.Hash) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func main() {
	folder := os.Args[1]
	log := "log"
	if len(os.Args) > 2 {
		log = os.Args[2]
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(folder, "key"))))
	must(err, "vkey")
	verifiers := note.VerifierList(verifier)
	tree := head(read(folder, log, "checkpoint"), verifiers)

	// The tree from the entries.
	var all stored
	var entries [][]byte
	for n := int64(0); n*256 < tree.N; n++ {
		width := int(tree.N - n*256)
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: 0, N: n, W: width}
		data := read(folder, log, strings.Replace(c2sp(tile), "tile/0/", "tile/entries/", 1))
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			entry := data[2 : 2+length]
			data = data[2+length:]
			more, err := tlog.StoredHashes(int64(len(entries)), entry, all)
			must(err, "stored hashes")
			all = append(all, more...)
			entries = append(entries, entry)
		}
	}
	check(int64(len(entries)) == tree.N, "as many entries as were signed")
	root, err := tlog.TreeHash(tree.N, all)
	must(err, "root")
	check(root == tree.Hash, "the root that was signed")

	tiles := 0
	for level := 0; tree.N>>(8*level) > 0; level++ {
		count := tree.N >> (8 * level)
		for n := int64(0); n*256 < count; n++ {
			tile := tlog.Tile{H: 8, L: level, N: n, W: 256}
			if count-n*256 < 256 {
				tile.W = int(count - n*256)
			}
			data, err := tlog.ReadTileData(tile, all)
			must(err, "tile")
			check(bytes.Equal(data, read(folder, log, c2sp(tile))), c2sp(tile))
			tiles++
		}
	}

	kept, _ := filepath.Glob(filepath.Join(folder, "kept", "*"))
	for _, file := range kept {
		older := head(read(file), verifiers)
		if older.N == 0 {
			continue
		}
		then, err := tlog.TreeHash(older.N, all)
		must(err, "older root")
		check(then == older.Hash, "the past is that of "+file)
	}

	included, _ := filepath.Glob(filepath.Join(folder, "inclusion", "*"))
	for _, file := range included {
		parts := strings.SplitN(string(read(file)), "\n\n", 2)
		lines := strings.SplitN(parts[0], "\n", 3)
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
		must(err, "index")
		proof := tlog.RecordProof{}
		if len(lines) > 2 {
			proof = hashes(lines[2])
		}
		under := head([]byte(parts[1]), verifiers)
		must(tlog.CheckRecord(proof, under.N, under.Hash, index, tlog.RecordHash(entries[index])), file)
		own, err := tlog.ProveRecord(under.N, index, all)
		must(err, "own proof")
		check(same(own, proof), "the same proof as ours: "+file)
	}

	consistent, _ := filepath.Glob(filepath.Join(folder, "consistency", "*"))
	for _, file := range consistent {
		size, err := strconv.ParseInt(filepath.Base(file), 10, 64)
		must(err, "older size")
		older, err := tlog.TreeHash(size, all)
		must(err, "older root")
		proof := tlog.TreeProof(hashes(string(read(file))))
		must(tlog.CheckTree(proof, tree.N, tree.Hash, size, older), file)
	}
	fmt.Printf("%d tiles, %d checkpoints, %d proofs of entries, %d of consistency agree\n", tiles, len(kept), len(included), len(consistent))
}
