/* Opening a resident's pages by a slip, and closing them. What goes before is the form where the code is typed; it leaves a random cookie,
 * so that the same code sent twice by one browser opens one session, and whoever keeps no cookies is told before the code is used. */
#include "http/resident_page.h"

#include "guard/sessions.h"
#include "sys/sys.h"

#define DOOR "bulou_slip"
#define DOOR_BYTES 16
#define DOOR_MAX 64

/* Who is logged in by this browser now. */
static struct rights here(struct call *c)
{
	struct str token = call_cookie(c, TOKEN_NAME);
	struct rights r = { .own = uuid_nil };

	if (token.n && guard_session(&c->cx, c->http->guard, token, c->now, &r)) {
		err_clear(&c->cx);
		r = (struct rights){ .own = uuid_nil };
	}
	return r;
}

/* Whose pages are open is told there: this phone may be another's. */
static void open_note(struct page_out *p, const struct rights *r)
{
	if (!r->person.n)
		return;
	if (uuid_is_nil(&r->own)) {
		page_p(p, "note", page_say_with(p, PAGE_AS_STAFF, r->person, STR("")));
		return;
	}
	page_p(p, "note", str_of(page_say(p->zh, PAGE_IS_OPEN)));
	page_link(p, "go", "/own/home", PAGE_GO_ON);
}

static void code_form(struct page_out *p, struct str typed)
{
	struct html *h = &p->h;
	struct str to;

	if (page_address(p->c, STR("/own"), NULL, &to)) {
		h->b->failed = true;
		return;
	}
	html_tag(h, "form");
	html_attr_z(h, "method", "post");
	html_attr(h, "action", to);
	html_tag(h, "label");
	html_z(h, page_say(p->zh, PAGE_CODE));
	html_void(h, "input");
	html_attr_z(h, "name", "code");
	html_attr_z(h, "class", "code");
	html_attr(h, "value", typed);
	html_attr_z(h, "autocomplete", "off");
	html_attr_z(h, "autocapitalize", "characters");
	html_attr_z(h, "spellcheck", "false");
	html_attr_z(h, "maxlength", "40");
	html_attr_z(h, "aria-describedby", "hint");
	html_flag(h, "required");
	html_end(h);
	html_tag(h, "p");
	html_attr_z(h, "id", "hint");
	html_attr_z(h, "class", "quiet");
	html_z(h, page_say(p->zh, PAGE_CODE_HINT));
	html_end(h);
	html_tag(h, "button");
	html_attr_z(h, "class", "main");
	html_z(h, page_say(p->zh, PAGE_OPEN));
	html_end(h);
	html_end(h);
}

static void elsewhere(struct page_out *p, const char *to, enum page_text t)
{
	html_tag(&p->h, "a");
	html_attr_z(&p->h, "class", "go");
	html_attr_z(&p->h, "href", to);
	html_z(&p->h, page_say(p->zh, t));
	html_end(&p->h);
}

static struct str door_of(struct call *c)
{
	struct str door = call_cookie(c, DOOR);

	return door.n <= DOOR_MAX ? door : STR("");
}

static int door_give(struct call *c)
{
	uint8_t random[DOOR_BYTES];
	struct buf b;

	if (door_of(c).n)
		return 0;
	sys_random(random, sizeof(random));
	buf_init(&b, c->cx.arena);
	buf_base64url(&b, random, sizeof(random));
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	return cookie_put(c, DOOR, buf_get(&b), GUARD_SESSION_MS / 1000);
}

/* The script takes the code of a slip that was scanned out of the address, where no log sees it; without it the code is typed. */
int page_login_show(struct call *c, const struct err_info *why, struct str typed)
{
	struct rights r = here(c);
	struct page_out p;
	int e = door_give(c);

	if (e)
		return e;
	page_begin(&p, c, PAGE_LOGIN, false);
	if (why)
		page_alert(&p, why);
	if (why && why->code == E_TICKET_OTHER) {
		elsewhere(&p, "/field/", PAGE_FOR_PHONE);
		elsewhere(&p, "/console/", PAGE_FOR_STAFF);
	}
	page_p(&p, NULL, str_of(page_say(p.zh, PAGE_LOGIN_LEAD)));
	open_note(&p, &r);
	code_form(&p, typed);
	page_p(&p, "quiet", str_of(page_say(p.zh, PAGE_NO_SLIP)));
	html_tag(&p.h, "script");
	html_attr_z(&p.h, "src", "/own/slip.js");
	html_end(&p.h);
	return page_end(&p);
}

int route_page_login(struct call *c)
{
	return page_login_show(c, NULL, STR(""));
}

int route_page_open(struct call *c)
{
	struct form *f = form_new(c);
	int e = f ? form_read(c, f) : -E_NO_MEMORY;

	if (!e && !door_of(c).n)
		e = err(&c->cx, E_COOKIES, NULL);
	if (!e)
		e = login_by_slip(c, str_trim(form_value(f, "code")), door_of(c));
	return e ? e : page_go(c, "/own/home", NULL);
}

/* Called twice: to hand the entry to the writer, and when it is durable. */
int route_page_out(struct call *c)
{
	struct form f = { .n = 0 };
	int e = c->phase == CALL_WORK ? 0 : form_own_read(c, &f);

	if (!e)
		e = route_logout(c);
	return e || c->phase != CALL_WORK ? e : page_go(c, "/own", NULL);
}
