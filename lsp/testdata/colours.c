// colours.c uses the tree-sitter grammar in the folder where it runs: it colours N.hew by a query, and writes N.out and N.tree.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_hew(void);

static char *read_all(const char *name, uint32_t *size) {
  FILE *f = fopen(name, "rb");
  if (!f) return NULL;
  char *text = NULL;
  size_t n = 0, room = 0, got;
  do {
    if (n + 4096 > room) text = realloc(text, room += 1 << 16);
    n += got = fread(text + n, 1, 4096, f);
  } while (got);
  fclose(f);
  text[n] = 0;
  *size = n;
  return text;
}

static int report(TSNode node, const char *name) {
  if (ts_node_is_missing(node) || !strcmp(ts_node_type(node), "ERROR")) {
    TSPoint at = ts_node_start_point(node);
    return fprintf(stderr, "%s:%u:%u: the grammar cannot read this\n", name, at.row + 1, at.column + 1);
  }
  for (uint32_t i = 0; i < ts_node_child_count(node); i++)
    if (report(ts_node_child(node, i), name)) return 1;
  return 0;
}

static void write_tree(FILE *out, TSNode node) {
  if (ts_node_is_named(node)) fprintf(out, "%s %u %u\n", ts_node_type(node), ts_node_start_byte(node), ts_node_end_byte(node));
  for (uint32_t i = 0; i < ts_node_child_count(node); i++) write_tree(out, ts_node_child(node, i));
}

// colour gives each byte the last capture of the innermost node. It does not look at predicates.
static void colour(const TSQuery *query, TSNode root, const char **colours) {
  typedef struct { uint32_t pattern, size; } rank;
  rank *best = calloc(ts_node_end_byte(root) + 1, sizeof *best);
  TSQueryCursor *cursor = ts_query_cursor_new();
  TSQueryMatch match;
  uint32_t index, length;
  for (ts_query_cursor_exec(cursor, query, root); ts_query_cursor_next_capture(cursor, &match, &index);) {
    TSQueryCapture c = match.captures[index];
    uint32_t from = ts_node_start_byte(c.node), to = ts_node_end_byte(c.node);
    for (uint32_t i = from; i < to; i++)
      if (!best[i].size || to - from < best[i].size || (to - from == best[i].size && match.pattern_index >= best[i].pattern)) {
        best[i] = (rank){match.pattern_index, to - from};
        colours[i] = ts_query_capture_name_for_id(query, c.index, &length);
      }
  }
  ts_query_cursor_delete(cursor);
  free(best);
}

int main(int argc, char **argv) {
  uint32_t size, at;
  TSQueryError problem;
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_hew())) return fprintf(stderr, "the library does not know the version of the parser\n");
  TSQuery *query = NULL;
  for (int i = 1; i < argc; i++) {  // the last query colours
    char *text = read_all(argv[i], &size);
    query = ts_query_new(tree_sitter_hew(), text, size, &at, &problem);
    if (!query) return fprintf(stderr, "%s: mistake %d at byte %u: %.40s\n", argv[i], problem, at, text + at), 1;
  }
  for (int n = 0;; n++) {
    char name[40];
    snprintf(name, sizeof name, "%d.hew", n);
    char *text = read_all(name, &size);
    if (!text) return 0;
    TSTree *tree = ts_parser_parse_string(parser, NULL, text, size);
    TSNode root = ts_tree_root_node(tree);
    if (report(root, name)) return 1;
    const char **colours = calloc(size + 1, sizeof *colours);
    colour(query, root, colours);
    uint32_t *lines = calloc(size + 2, sizeof *lines), line = 1, column;
    for (uint32_t i = lines[1] = 0; i < size; i++)
      if (text[i] == '\n') lines[++line] = i + 1;
    snprintf(name, sizeof name, "%d.at", n);
    FILE *in = fopen(name, "r");
    snprintf(name, sizeof name, "%d.out", n);
    FILE *out = fopen(name, "w");
    while (fscanf(in, "%u %u", &line, &column) == 2) {
      const char *colour = colours[lines[line] + column - 1];
      fprintf(out, "%s\n", colour ? colour : "");
    }
    fclose(in);
    fclose(out);
    snprintf(name, sizeof name, "%d.tree", n);
    out = fopen(name, "w");
    write_tree(out, root);
    fclose(out);
    free(lines);
    free(colours);
    free(text);
    ts_tree_delete(tree);
  }
}
