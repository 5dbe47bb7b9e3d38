/* Whatever is put into a page stays text. */
#include "http/html.h"

#include "core/test.h"

static struct test_cx t;
static struct buf b;

static struct html begun(void)
{
	struct cx *cx = test_begin(&t);
	struct html h;

	buf_init(&b, cx->arena);
	html_begin(&h, &b);
	return h;
}

static void is(const char *whole)
{
	assert_true(buf_ok(&b));
	assert_string_equal(buf_get(&b).p, whole);
	test_end(&t);
}

static void a_page_is_written(void **state)
{
	struct html h = begun();

	(void)state;
	html_tag(&h, "p");
	html_attr_z(&h, "class", "quiet");
	html_attr_z(&h, "lang", NULL);
	html_z(&h, "一");
	html_void(&h, "input");
	html_flag(&h, "required");
	html_element(&h, "b", NULL, STR("二"));
	html_finish(&h);
	is("<!doctype html><p class=\"quiet\">一<input required><b>二</b></p>\n");
}

static void what_was_typed_stays_text(void **state)
{
	static const char typed[] = "<script>alert('1')</script>\" onfocus=\"x&amp;\n\001\033[2J";
	struct html h = begun();

	(void)state;
	html_tag(&h, "textarea");
	html_attr(&h, "value", str_of(typed));
	html_text(&h, str_of(typed));
	html_finish(&h);
#define SAFE "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onfocus=&quot;x&amp;amp;\n[2J"
	is("<!doctype html><textarea value=\"" SAFE "\">" SAFE "</textarea>\n");
}

static void elements_are_as_deep_as_they_may(void **state)
{
	struct html h = begun();

	(void)state;
	for (size_t i = 0; i < HTML_DEPTH; i++)
		html_tag(&h, "div");
	assert_int_equal(h.n, HTML_DEPTH);
	html_finish(&h);
	assert_int_equal(h.n, 0);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_written),
		cmocka_unit_test(what_was_typed_stays_text),
		cmocka_unit_test(elements_are_as_deep_as_they_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
