/* What is said on the paper of each kind of ticket. */
#include "desk/tickets_paper.h"

#include "core/when.h"

/* page: where the code is typed; path: the same with the code to come, which stands behind a #, so that it goes into no log. */
struct wording {
	const char *page, *path, *title_zh, *title_en, *how_zh, *how_en;
};

static const struct wording wordings[] = {
	[TICKET_RESIDENT] = { "/own", "/own#", "查看本人记录凭条", "Slip: your own record",
		"用手机扫码，或在浏览器打开下面的网址并输入凭证码，可查看本人的登记情况、限制措施和谁看过，并可求助、提出诉求和申诉。凭条只能使用一次，已核验身份证件后发放，请勿转交他人。",
		"Scan the code, or open the address below and type it there, to see what is kept of you, what restricts you and who looked, and to ask or to object. It is good once and was given after your card was seen; pass it on to nobody." },
	[TICKET_DEVICE] = { "/field/", "/field/#/join/", "设备登记凭条",
		"Slip: enrolment of a device",
		"在要登记的手机上扫码，或输入凭证码。凭条只能使用一次；手机丢失请立即报告。",
		"Scan the code with the phone that is to be enrolled, or type it there. It is good once; report a lost phone at once." },
	[TICKET_USER] = { "/", "/#/ticket/", "首次登录凭条", "Slip: first login",
		"扫码，或在登录页点“我有凭条”输入凭证码和用户名，然后自己设定密码。凭条只能使用一次；密码只有您本人知道。",
		"Scan the code, or type it and the user name on the log-in page under \"I have a slip\", then set your own password. It is good once, and nobody but you knows the password." },
	[TICKET_RESET] = { "/", "/#/ticket/", "重设密码凭条", "Slip: another password",
		"扫码，或在登录页点“我有凭条”输入凭证码和用户名，然后自己设定新密码，原来的登录随即全部退出。凭条只能使用一次，当面核对本人后发放，请勿转交他人。",
		"Scan the code, or type it and the user name on the log-in page under \"I have a slip\", then set your new password; every login from before ends. It is good once and was given to you in person; pass it on to nobody." },
};

int ticket_url(struct cx *cx, const struct ticket_paper *t, struct str *ret)
{
	struct buf b;

	*ret = t->code;
	if (!t->base.n)
		return 0;
	buf_init(&b, cx->arena);
	buf_fmt(&b, STR_FMT "%s" STR_FMT, STR_ARG(t->base), wordings[t->kind].path,
		STR_ARG(t->code));
	if (t->user.n)
		buf_fmt(&b, "/" STR_FMT, STR_ARG(t->user));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int whose_text(struct cx *cx, const struct ticket_paper *t, bool zh, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_str(&b, t->whom);
	if (t->user.n)
		buf_fmt(&b, zh ? "　用户名 " STR_FMT : "  user " STR_FMT, STR_ARG(t->user));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int until_text(struct cx *cx, const struct ticket_paper *t, bool zh, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, zh ? "有效期至 " : "Good until ");
	buf_moment_said(&b, t->until, zh);
	if (t->base.n)
		buf_fmt(&b, zh ? "　网址 " STR_FMT "%s" : "  at " STR_FMT "%s", STR_ARG(t->base),
			wordings[t->kind].page);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int one(struct cx *cx, struct pdf *p, const struct ticket_paper *t, bool zh)
{
	const struct wording *w = &wordings[t->kind];
	struct str url, whose, until;
	int e = ticket_url(cx, t, &url);

	if (!e)
		e = whose_text(cx, t, zh, &whose);
	if (!e)
		e = until_text(cx, t, zh, &until);
	if (e)
		return e;
	pdf_slip(p, url);
	pdf_text(p, PDF_HEADING, str_of(zh ? w->title_zh : w->title_en));
	if (whose.n)
		pdf_text(p, PDF_UNDER, whose);
	pdf_text(p, PDF_TITLE, t->code);
	pdf_text(p, PDF_BODY, str_of(zh ? w->how_zh : w->how_en));
	pdf_text(p, PDF_NOTE, until);
	return 0;
}

int tickets_pdf(struct cx *cx, const struct ticket_paper *all, size_t n, int64_t now, bool zh,
	struct str *ret)
{
	struct pdf_head head = { .title = zh ? STR("凭条") : STR("Slips"),
		.foot = zh ? STR("一次性凭证码，请妥善保管") :
			     STR("One-time codes: keep them safe"),
		.at = now,
		.zh = zh };
	struct pdf *p = pdf_new(cx, &head);
	int e = p ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		e = one(cx, p, &all[i], zh);
	return e ? e : pdf_end(p, ret);
}
