/* What a resident reads on his pages: how things stand, and a notice. The lists are http/resident_lists.c. */
#include "http/resident_page.h"

#include "desk/doors.h"

/* ---- the start ---- */

static struct str choice_said(const struct choice *k, bool zh)
{
	return str_of(zh ? k->zh : k->en);
}

static void notice_link(struct page_out *p, const struct uuid *id)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	buf_z(&b, "/own/restrictions/");
	buf_uuid(&b, id);
	if (buf_ok(&b))
		page_link(p, "go", buf_get(&b).p, PAGE_NOTICE_LINK);
	else
		p->h.b->failed = true;
}

/* Why it is so is told of open fields only: the words of the order are in the notice, and a look. */
static void restriction_show(struct page_out *p, const struct restriction_row *v)
{
	const struct restriction_notice n = { .of = v };
	struct str office = record_text(v->order, "office");

	html_tag(&p->h, "article");
	html_attr_z(&p->h, "class", v->state == RESTRICTION_HOLDS ? "card holds" : "card");
	html_element(&p->h, "h3", NULL, str_of(restriction_what(v, p->zh)));
	html_tag(&p->h, "dl");
	page_told(p, PAGE_STATE, choice_said(restriction_state_choice(v->state), p->zh));
	page_told(p, PAGE_SINCE, page_moment(p, v->from));
	page_told(p, PAGE_END, page_moment(p, v->until));
	page_told(p, PAGE_WHY, notice_why(&p->c->cx, &n, p->zh));
	html_end(&p->h);
	page_p(p, NULL, page_say_with(p, PAGE_TO_ASK, office, STR("")));
	notice_link(p, &v->order->id);
	html_end(&p->h);
}

/* Where it holds, what it means, since and until when, by what, and whom to ask. */
static void zone_show(struct page_out *p, const struct own_zone *z)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	buf_fmt(&b, STR_FMT " " STR_FMT, STR_ARG(z->area),
		STR_ARG(door_said(&p->c->cx, z->place, p->zh)));
	html_tag(&p->h, "article");
	html_attr_z(&p->h, "class", "card holds");
	html_element(&p->h, "h3", NULL, choice_said(z->level, p->zh));
	html_tag(&p->h, "dl");
	page_told(p, PAGE_ZONE, str_trim(buf_get(&b)));
	page_told(p, PAGE_SINCE, page_moment(p, z->since));
	page_told(p, PAGE_END, page_moment(p, z->until));
	page_told(p, PAGE_ZONE_BASIS, z->basis);
	html_end(&p->h);
	page_p(p, NULL, page_say_with(p, z->over ? PAGE_ZONE_OVER : PAGE_TO_ASK, z->lead, STR("")));
	html_end(&p->h);
}

static int zones_show(struct page_out *p, const struct own *o, bool free)
{
	struct own_zone *all = NULL;
	size_t n = 0;
	bool cut;
	int e = own_zones(p->c, o, &all, &n, &cut);

	if (e)
		return e;
	if (free)
		page_p(p, "good",
			str_of(page_say(p->zh, n ? PAGE_STATUS_FREE_IN_ZONE : PAGE_STATUS_FREE)));
	if (n)
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_ZONES_LEAD)));
	for (size_t i = 0; i < n; i++)
		zone_show(p, &all[i]);
	if (cut)
		page_p(p, "quiet", str_of(page_say(p->zh, PAGE_CUT)));
	return 0;
}

static int status_show(struct page_out *p, const struct own *o)
{
	struct restriction_row *all;
	size_t n, stands = 0;
	bool cut;
	int e = own_restrictions(p->c, o, &all, &n, &cut);

	page_heading(p, PAGE_STATUS);
	for (size_t i = 0; !e && i < n; i++)
		stands += all[i].state != RESTRICTION_ENDED && all[i].state != RESTRICTION_EXEMPT &&
			all[i].state != RESTRICTION_EXPIRED;
	if (!e)
		e = zones_show(p, o, !stands && !cut);
	for (size_t i = 0; !e && i < n; i++)
		restriction_show(p, &all[i]);
	if (!e && cut)
		page_p(p, "quiet", str_of(page_say(p->zh, PAGE_CUT)));
	return e;
}

static int need_show(struct page_out *p, const struct own *o)
{
	struct own_may *all;
	size_t n;
	int e = own_may(p->c, o, &all, &n);

	page_heading(p, PAGE_NEED);
	if (e || !n) {
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_NO_ROUND)));
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_LIFE_FIRST)));
		return e;
	}
	page_link(p, "go help", "/own/help", PAGE_HELP);
	page_link(p, "go", "/own/ask", PAGE_ASK);
	return 0;
}

static void home_show(struct page_out *p, const struct own *o)
{
	struct str rest = o->home.place, part;
	struct buf b;

	page_heading(p, PAGE_ADDRESS);
	if (!o->has_home) {
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_NO_ADDRESS)));
		return;
	}
	buf_init(&b, p->c->cx.arena);
	while (rest.n && str_split(&rest, '\x1f', &part))
		if (part.n) {
			if (b.n)
				buf_c(&b, ' ');
			buf_str(&b, part);
		}
	html_tag(&p->h, "p");
	html_attr_z(&p->h, "lang", "zh-CN");
	html_text(&p->h, buf_get(&b));
	html_end(&p->h);
}

/* His name is masked here, so that coming back leaves no look each time. */
static int greet(struct page_out *p, const struct own *o)
{
	struct str name, masked;
	int e = own_name(p->c, o, &name);

	if (!e && name.n)
		e = guard_mask(&p->c->cx, FIELD_TEXT, name, &masked);
	if (!e && name.n)
		page_p(p, "lead", page_say_with(p, PAGE_GREETING, masked, STR("")));
	if (!e && !uuid_is_nil(&o->guardian))
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_GUARDIAN)));
	if (!e)
		page_p(p, "quiet", page_say_with(p, PAGE_UNTIL, page_moment(p, o->until), STR("")));
	return e;
}

static bool handed_in_by(const struct own *o, struct str via)
{
	size_t n = sizeof(GUARD_RESIDENT) - 1;
	struct uuid id;

	if (!guard_is_resident(via) || !uuid_read((struct str){ via.p + n, via.n - n }, &id))
		return false;
	for (size_t i = 0; i < o->n; i++)
		if (uuid_eq(&o->same[i], &id))
			return true;
	return false;
}

/* The address names the record, and only what he handed in himself has a receipt here. */
static int sent_show(struct page_out *p, const struct own *o)
{
	struct journal j = { .store = o->cover.store, .kinds = o->cover.kinds };
	struct entry entry;
	struct uuid id;
	struct str pos;
	int e;

	if (!uuid_read(page_param(p->c, "sent"), &id))
		return 0;
	e = journal_find(&p->c->cx, &j, &id, 1, &entry);
	if (e || !entry.pos || !handed_in_by(o, entry.via))
		return e;
	pos = str_of(cx_num(&p->c->cx, entry.pos));
	html_tag(&p->h, "p");
	html_attr_z(&p->h, "class", "good");
	html_attr_z(&p->h, "role", "status");
	html_text(&p->h, page_say_with(p, PAGE_SENT, pos, STR("")));
	html_end(&p->h);
	return 0;
}

int route_page_home(struct call *c)
{
	struct page_out p;
	struct own o;
	int e = own_read(c, &o);

	if (e)
		return e;
	page_begin(&p, c, PAGE_HOME, true);
	e = sent_show(&p, &o);
	if (!e)
		e = greet(&p, &o);
	if (!e)
		e = status_show(&p, &o);
	if (!e)
		e = need_show(&p, &o);
	if (e)
		return e;
	page_heading(&p, PAGE_KEPT);
	page_link(&p, "go", "/own/records", PAGE_RECORDS);
	page_link(&p, "go", "/own/looks", PAGE_LOOKS);
	home_show(&p, &o);
	return page_end(&p);
}

/* ---- a notice ---- */

/* The page first: what opens a link of a messenger may show no PDF. */
static void paper_link(struct page_out *p, const char *format, enum page_text t)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	buf_fmt(&b, "/v1/own/restrictions/" STR_FMT "/notice?format=%s&lang=%s",
		STR_ARG(p->c->id_text), format, p->zh ? "zh" : "en");
	html_tag(&p->h, "p");
	html_tag(&p->h, "a");
	html_attr(&p->h, "href", buf_get(&b));
	html_z(&p->h, page_say(p->zh, t));
	html_end(&p->h);
	html_end(&p->h);
}

static void notice_show(struct page_out *p, const struct restriction_notice *n)
{
	const struct restriction_row *v = n->of;

	html_element(&p->h, "h2", NULL, str_of(restriction_what(v, p->zh)));
	html_tag(&p->h, "dl");
	page_told(p, PAGE_STATE, choice_said(restriction_state_choice(v->state), p->zh));
	page_told(p, PAGE_SINCE, page_moment(p, v->from));
	page_told(p, PAGE_END, page_moment(p, v->until));
	page_told(p, PAGE_WHY, notice_why(&p->c->cx, n, p->zh));
	page_told(p, PAGE_WORDS, n->reason);
	page_told(p, PAGE_DECISION, n->decision);
	page_told(p, PAGE_OFFICE, record_text(v->order, "office"));
	html_end(&p->h);
	page_p(p, NULL, str_of(page_say(p->zh, PAGE_ENDS_ITSELF)));
	page_p(p, NULL, page_say_with(p, PAGE_TO_ASK, record_text(v->order, "office"), STR("")));
	paper_link(p, "html", PAGE_NOTICE_WHOLE);
	paper_link(p, "pdf", PAGE_PAPER);
}

static int appeal_show(struct page_out *p, const struct restriction_row *v)
{
	struct form f = { .kind = kinds_newest(p->c->cover.kinds, STR("appeal.made")),
		.nonce = form_nonce(p->c) };

	page_heading(p, PAGE_APPEAL);
	if (!own_may_appeal(v)) {
		page_p(p, "good",
			str_of(page_say(
				p->zh, v->appeals_open ? PAGE_APPEAL_OPEN : PAGE_APPEAL_OVER)));
		return 0;
	}
	page_p(p, NULL, notice_appeal(p->zh));
	return form_show(p, &f, p->c->path);
}

int route_page_restriction(struct call *c)
{
	struct restriction_notice n;
	struct restriction_row row;
	struct page_out p;
	struct own o;
	int e = own_read(c, &o);

	if (!e)
		e = own_notice(c, &o, &c->id, &row, &n);
	if (e)
		return e;
	page_begin(&p, c, PAGE_NOTICE, true);
	notice_show(&p, &n);
	e = appeal_show(&p, &row);
	page_link(&p, "go back", "/own/home", PAGE_BACK);
	if (!e)
		e = own_look(c, "notice");
	return e ? e : page_end(&p);
}
