/* What several clients are told together: who shares it, and the bytes that it is sent as. */
#include "http/live_own.h"

#include <string.h>

#include "sys/sys.h"

#define VIEWS_MAX HTTP_LIVE_MAX

struct block *live_block(struct str s)
{
	struct block *b = sys_heap.take(sys_heap.arg, sizeof(*b) + s.n);

	if (!b)
		return NULL;
	*b = (struct block){ .held = 1, .n = s.n };
	memcpy(b->p, s.p, s.n);
	return b;
}

void live_block_release(struct block *b)
{
	if (b && --b->held == 0)
		sys_heap.give(sys_heap.arg, b, sizeof(*b) + b->n);
}

static int scopes_copy(struct cx *cx, const struct reader *who, struct reader *ret)
{
	struct str *scopes = cx_many(cx, who->n, struct str);
	uint8_t *up = cx_many(cx, who->n, uint8_t);
	int e = scopes && up ? cx_str(cx, who->person, &ret->person) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < who->n; i++) {
		up[i] = who->up ? who->up[i] : 0;
		e = cx_str(cx, who->scopes[i], &scopes[i]);
	}
	ret->scopes = scopes;
	ret->up = up;
	ret->n = who->n;
	ret->everywhere = who->everywhere;
	return e;
}

static int reader_copy(struct cx *cx, const struct reader *who, struct reader *ret)
{
	struct reader *each = cx_many(cx, MATTERS, struct reader);
	int e = each ? scopes_copy(cx, who, ret) : -E_NO_MEMORY;

	for (int m = 0; !e && m < MATTERS; m++)
		e = scopes_copy(cx, reader_in(who, (enum matter)m), &each[m]);
	ret->by_matter = each;
	return e;
}

static void view_free(struct live_view *v)
{
	live_block_release(v->all);
	live_block_release(v->changed);
	arena_done(&v->keep);
	arena_done(&v->arenas[0]);
	arena_done(&v->arenas[1]);
	sys_heap.give(sys_heap.arg, v, sizeof(*v));
}

/* Who is told the same of the same. */
int live_key(struct cx *cx, const struct reader *who, const struct wanted *wanted, struct str *ret)
{
	struct str reader;
	struct buf b;
	int e = reader_key(cx, who, wanted->area, &reader);

	buf_init(&b, cx->arena);
	buf_uuid(&b, &wanted->incident);
	buf_uuid(&b, &wanted->round);
	buf_fmt(&b, "%d%d%d", wanted->figures, wanted->coverage, wanted->areas);
	buf_str(&b, reader);
	*ret = buf_get(&b);
	return e ? e : buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static struct live_view *view_new(struct call *c, struct str key, const struct wanted *wanted)
{
	struct live_view *v = sys_heap.take(sys_heap.arg, sizeof(*v));
	struct cx cx;

	if (!v)
		return NULL;
	memset(v, 0, sizeof(*v));
	v->http = c->http;
	v->wanted = *wanted;
	v->pos = -1;
	arena_init(&v->keep, &sys_heap, 0);
	cx = (struct cx){ .arena = &v->keep };
	for (int i = 0; i < 2; i++) {
		arena_init(&v->arenas[i], &sys_heap, 0);
		map_init(&v->items[i], &v->arenas[i]);
	}
	map_init(&v->overdue, &v->keep);
	if (cx_str(&cx, key, &v->key) || cx_str(&cx, wanted->area, &v->wanted.area) ||
		reader_copy(&cx, &c->who, &v->who)) {
		view_free(v);
		return NULL;
	}
	return v;
}

static struct uuid id_of(const struct call *c, const char *name)
{
	const struct arg_value *asked = call_arg(c, name);

	return asked->given ? asked->id : uuid_nil;
}

static struct wanted wanted_of(const struct call *c)
{
	struct str what = arg_text(c, "what");

	return (struct wanted){ .incident = id_of(c, "incident"),
		.area = arg_text(c, "area"),
		.round = id_of(c, "round"),
		.figures = !what.n || str_is(what, "figures"),
		.coverage = !what.n || str_is(what, "coverage"),
		.areas = str_is(arg_text(c, "areas"), "true") };
}

int live_view_of(struct call *c, struct live_view **ret)
{
	struct live *l = c->http->live;
	struct wanted wanted = wanted_of(c);
	struct str key;
	int e = live_key(&c->cx, &c->who, &wanted, &key);

	if (e)
		return e;
	for (*ret = l->views; *ret; *ret = (*ret)->next)
		if (str_eq((*ret)->key, key))
			return 0;
	if (l->views_n == VIEWS_MAX)
		return err(&c->cx, E_BUSY, NULL, "实时推送的连接过多", "too many live streams");
	*ret = view_new(c, key, &wanted);
	if (!*ret)
		return err(&c->cx, E_NO_MEMORY, NULL);
	(*ret)->next = l->views;
	l->views = *ret;
	l->views_n++;
	return 0;
}

/* Views that nobody watches any more, and no reader has. */
void live_views_drop(struct live *l)
{
	for (struct live_view **at = &l->views; *at;) {
		struct live_view *v = *at;

		if (v->clients || v->out) {
			at = &v->next;
			continue;
		}
		*at = v->next;
		l->views_n--;
		view_free(v);
	}
}
