/* One pass over the words of a script. It knows no grammar: a word outside quotes and comments is a
 * type. */
#include "store/pg_script.h"

#include <string.h>
#include <strings.h>

struct script {
	struct str in;         /* what is left */
	struct str last, word; /* the words before and here */
};

static bool word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '_' || (unsigned char)c >= 0x80;
}

static bool is_word(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

/* The length of a quoted text or comment at the start of s; 0: neither. An open one goes to the
 * end. */
static size_t quoted(struct str s)
{
	char c = s.n > 0 ? s.p[0] : '\0', next = s.n > 1 ? s.p[1] : '\0';
	size_t at = 2;

	if (c == '\'' || c == '"') {
		for (at = 1; at < s.n && s.p[at] != c; at++)
			continue;
		return at < s.n ? at + 1 : s.n;
	}
	if (c == '-' && next == '-') {
		while (at < s.n && s.p[at] != '\n')
			at++;
		return at;
	}
	if (c == '/' && next == '*') {
		while (at + 1 < s.n && !(s.p[at] == '*' && s.p[at + 1] == '/'))
			at++;
		return at + 1 < s.n ? at + 2 : s.n;
	}
	return 0;
}

static size_t word_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && word_char(s.p[n]))
		n++;
	return n;
}

static void skip(struct script *s, size_t n)
{
	s->in.p += n;
	s->in.n -= n;
}

/* The word after what is not a word; nothing is moved. */
static struct str peek(const struct script *s)
{
	struct str rest = s->in;
	size_t n;

	for (;;) {
		n = quoted(rest);
		if (n == 0 && rest.n > 0 && strchr(" \t\r\n", rest.p[0]))
			n = 1;
		if (n == 0 || rest.p[0] == '"' || rest.p[0] == '\'')
			return (struct str){ rest.p, word_length(rest) };
		rest.p += n;
		rest.n -= n;
	}
}

static void take_word(struct script *s, struct buf *b)
{
	struct str next = peek(s);

	if (is_word(s->word, "BLOB")) {
		buf_z(b, "BYTEA");
	} else if (is_word(s->word, "INTEGER")) {
		buf_z(b, "BIGINT");
	} else if (is_word(s->word, "WITHOUT") && is_word(next, "ROWID")) {
		skip(s, (size_t)(next.p + next.n - s->in.p));
	} else if (is_word(s->word, "STRICT")) {
		return;
	} else {
		buf_str(b, s->word);
		/* CAST(x AS TEXT) takes no collation. */
		if (is_word(s->word, "TEXT") && !is_word(s->last, "AS") &&
			!is_word(next, "COLLATE"))
			buf_z(b, " COLLATE \"C\"");
	}
}

bool pg_script(struct arena *a, const char *sql, struct str *ret)
{
	struct script s = { .in = str_of(sql), .last = STR("") };
	struct buf b;

	buf_init(&b, a);
	while (s.in.n > 0) {
		size_t n = quoted(s.in);

		s.word = (struct str){ s.in.p, n > 0 ? 0 : word_length(s.in) };
		if (s.word.n > 0) {
			skip(&s, s.word.n);
			take_word(&s, &b);
			s.last = s.word;
			continue;
		}
		n = n > 0 ? n : 1;
		buf_add(&b, s.in.p, n);
		skip(&s, n);
	}
	*ret = buf_get(&b);
	return buf_ok(&b);
}
