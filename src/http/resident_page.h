/* A resident's pages: HTML from the server, that work without script and in any browser. A form posts, and is answered by where to look
 * next, so that going back or loading again hands nothing in twice. */
#ifndef HTTP_RESIDENT_PAGE_H
#define HTTP_RESIDENT_PAGE_H

#include "http/html.h"
#include "http/resident.h"

#define PAGE_ROWS 20      /* of a list, on one page */
#define FORM_VALUES_MAX 8 /* of a form */
#define FORM_NAME_MAX 32  /* bytes */

enum page_text {
#define TEXT(id, zh, en) PAGE_##id,
#define PART(class, zh, en)
#define WRONG(code, zh, en, remedy_zh, remedy_en)
#include "http/resident_text.h"
#undef TEXT
#undef PART
#undef WRONG
	PAGE_TEXTS
};

struct page_out {
	struct html h;
	struct call *c;
	bool zh;
};
bool page_is_zh(struct call *c); /* by ?lang=, else by what the browser asks for, else Chinese */
const char *page_say(bool zh, enum page_text t);
/* With {0} and {1}. */
struct str page_say_with(struct page_out *p, enum page_text t, struct str a, struct str b);
/* Begins the page, up to its heading; in: somebody is logged in, and may log out. */
void page_begin(struct page_out *p, struct call *c, enum page_text title, bool in);
int page_end(struct page_out *p);
void page_p(struct page_out *p, const char *class_, struct str text);
void page_heading(struct page_out *p, enum page_text t);
/* A link within the pages, in the page's language. */
void page_link(struct page_out *p, const char *class_, const char *path, enum page_text t);
/* path with the language that was chosen, if one was; ret in the call's arena. */
int page_address(struct call *c, struct str path, const char *query, struct str *ret);
/* Answers by where to look next. */
int page_go(struct call *c, const char *path, const char *query);
/* A parameter as it came; "" where there is none. Of ours none has anything escaped. */
struct str page_param(const struct call *c, const char *name);
/* What people wrote, which is Chinese also on an English page: that is read aloud as such. */
void page_typed(struct page_out *p, const char *name, const char *class_, struct str value);
void page_fact(struct page_out *p, struct str name, struct str value); /* in a dl */
void page_told(
	struct page_out *p, enum page_text name, struct str value); /* nothing of an empty one */
struct str page_moment(struct page_out *p, int64_t ms);

/* What failed (resident_problem.c), and where the code of a slip is typed (resident_login.c); why NULL: nothing failed. */
void page_alert(struct page_out *p, const struct err_info *e);
int page_login_show(struct call *c, const struct err_info *why, struct str typed);

/* ---- forms ---- */

/* resident_form.c */
struct form_value {
	struct str name, value;
};
/* A form as it was sent, or as it is to be shown. */
struct form {
	struct form_value all[FORM_VALUES_MAX];
	size_t n;
	/* where it is for a record: */
	const struct kind *kind; /* NULL: it is not */
	struct uuid nonce;       /* made with the page: what is sent of one twice is one */
	bool help;               /* the urgent one */
};
struct form *form_new(struct call *c); /* what c->sent is from now on; NULL: no memory */
/* The kind that the route of the call takes a form of; NULL: none. And the form of a record of it, with its nonce. */
const struct kind *form_kind(const struct call *c);
int form_record_read(struct call *c, const struct kind *kind, struct form *f);
struct str form_value(const struct form *f, const char *name); /* "" */
/* What came: E_FORM where another page sent it, or cannot say; E_BAD_REQUEST: it is none; what is good of it is taken all the same. And
 * of a form of this session. */
int form_read(struct call *c, struct form *f);
int form_own_read(struct call *c, struct form *f);
int form_take(struct call *c, struct form *f); /* the body alone, whoever sent it */
/* The body of its record: what was typed and what the page knows. E_FIELD_*, with the field as the form calls it. */
int form_body(struct call *c, const struct form *f, struct str *ret);
struct uuid form_record_id(const struct call *c, const struct form *f, struct str body);
struct uuid form_nonce(const struct call *c);                /* a new one */
int64_t form_at(const struct call *c, const struct form *f); /* when it was sent, to the minute */
/* The form for a record, with what was typed into it so far. */
int form_show(struct page_out *p, const struct form *f, struct str action);

#endif
