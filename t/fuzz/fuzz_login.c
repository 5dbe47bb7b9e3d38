/* Fuzzer of what somebody sends who is not logged in yet: codes on paper, session tokens, and what a device proves itself with. The
 * first byte chooses which. None of them is believed: there is no code, session or device here but what the input would have to guess;
 * a code that is read is one that would be written so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "desk/desk.h"
#include "guard/sessions.h"
#include "guard/devices.h"
#include "sys/sys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct site *site;
static struct arena arena;
static struct cx cx = { .arena = &arena };
static struct str real; /* the token of a session that there is */

/* The folder is left to whoever made TMPDIR: a fuzzer does not end, it is ended. */
static void begin(void)
{
	static struct site_tables tables;
	static char dir[300], where[320], key[320];
	struct opening o = { .s = { .user = STR("resident:01900000-0000-7000-8000-00000000c001"),
				     .from = STR("10.0.0.0/24") } };
	const char *tmp = getenv("TMPDIR");
	struct str token;
	char *kept;

	snprintf(dir, sizeof(dir), "%s/bulou-fuzz-XXXXXX", tmp ? tmp : "/tmp");
	check(mkdtemp(dir) != NULL);
	snprintf(where, sizeof(where), "%s/site", dir);
	snprintf(key, sizeof(key), "%s/site.key", dir);
	tables = (struct site_tables){ desks_kinds(), desks_figures() };
	arena_init(&arena, &sys_heap, 0);
	check(site_create(&cx, where, key, &tables, &site) == 0);
	check(guard_open(&cx, site->guard, &o, sys_now()) == 0);
	check(append_entries(&cx, &site->view, o.entries, o.n) == 0);
	check(guard_follow(&cx, site->guard, site->view.journal.store) == 0);
	check(guard_token(&cx, site->guard, &o, &token) == 0);
	kept = malloc(token.n);
	check(kept != NULL);
	memcpy(kept, token.p, token.n);
	real = (struct str){ kept, token.n };
}

static void code(struct str s)
{
	uint8_t digits[TICKET_DIGITS], again[TICKET_DIGITS];
	char text[CODE32_MAX];
	struct ticket t;

	if (code32_read(s, TICKET_DIGITS, digits)) {
		code32_write(digits, TICKET_DIGITS, text);
		check(code32_read(str_of(text), TICKET_DIGITS, again));
		check(memcmp(digits, again, sizeof(digits)) == 0);
	}
	check(guard_ticket_find(&cx, site->guard, s, TICKET_USER, (struct guard_from){ s, s },
		      sys_now(), &t) != 0);
}

static void token(struct str s)
{
	struct rights who;
	struct session session;
	int e = guard_session(&cx, site->guard, s, sys_now(), &who);

	/* The last character of base64 has bits that mean nothing. */
	check(e != 0 || (s.n == real.n && memcmp(s.p, real.p, s.n - 1) == 0));
	err_clear(&cx);
	check(guard_session_of(&cx, site->guard, s, sys_now(), &session) == e);
}

static void proof(struct str s)
{
	struct device_proof p = { .user = STR("li") };

	str_split(&s, '\n', &p.challenge);
	str_split(&s, '\n', &p.mac);
	check(guard_prove(&cx, site->guard, &p, sys_now()) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const all[])(struct str) = { code, token, proof };

	if (!site)
		begin();
	arena_reset(&arena);
	err_clear(&cx);
	if (size > 0)
		all[data[0] % 3]((struct str){ (const char *)data + 1, size - 1 });
	return 0;
}
