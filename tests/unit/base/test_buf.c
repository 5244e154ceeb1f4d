#include "check.h"

#include "base/buf.h"

static void test_cap(void **state)
{
	struct buf b CLEANUP_BUF = buf_new(10);
	(void)state;
	assert_null(buf_str(&b).p);
	buf_add(&b, S("0123456789"));
	assert_true(buf_ok(&b));
	buf_add(&b, STR_NONE);
	assert_true(buf_ok(&b));
	buf_add_char(&b, 'x');
	assert_false(buf_ok(&b));
	assert_str(buf_str(&b), S("0123456789"));
	assert_int_equal(b.p[10], 0);
	buf_clear(&b);
	assert_true(buf_ok(&b));
	assert_int_equal(buf_str(&b).n, 0);
	buf_addf(&b, "%s", "01234567890"); /* one too many: nothing of it is added */
	assert_false(buf_ok(&b));
	assert_int_equal(b.n, 0);
	buf_free(&b);
	assert_int_equal(b.cap, 10);
	buf_add(&b, S("again"));
	assert_str(buf_str(&b), S("again"));
}

static void test_caps_at_the_ends(void **state)
{
	struct buf none CLEANUP_BUF = buf_new(0), endless CLEANUP_BUF = buf_new(SIZE_MAX);
	(void)state;
	buf_addf(&none, "%s", "");
	assert_true(buf_ok(&none));
	buf_add_char(&none, 'x');
	assert_false(buf_ok(&none));
	for (int i = 0; i < 1000; i++)
		buf_addf(&endless, "%04d", i);
	assert_true(buf_ok(&endless));
	assert_int_equal(buf_str(&endless).n, 4000);
	buf_add(&endless, (struct str){"", SIZE_MAX}); /* refused before it is read */
	assert_false(buf_ok(&endless));
}

/* A buffer that is used again, for something that may be less long. */
static void test_cap_below_the_memory(void **state)
{
	struct buf b CLEANUP_BUF = buf_new(100);
	(void)state;
	buf_add(&b, S("0123456789"));
	buf_clear(&b);
	b.cap = 3;
	buf_add(&b, S("ab"));
	buf_add_char(&b, 'c');
	assert_true(buf_ok(&b));
	buf_add_char(&b, 'd');
	assert_false(buf_ok(&b));
	assert_str(buf_str(&b), S("abc"));
}

static void test_growth(void **state)
{
	struct buf b CLEANUP_BUF = buf_new(100000);
	(void)state;
	for (int i = 0; i < 100000; i++) {
		buf_add_char(&b, (char)('a' + i % 26));
		assert_int_equal(b.p[b.n], 0);
	}
	assert_true(buf_ok(&b));
	for (int i = 0; i < 100000; i++)
		assert_int_equal(b.p[i], 'a' + i % 26);
}

static void test_printf(void **state)
{
	struct buf b CLEANUP_BUF = buf_new(1000);
	(void)state;
	buf_addf(&b, "%s %d", "items", -3);
	buf_addf(&b, "%0500d", 1); /* longer than the memory at hand */
	assert_int_equal(b.n, 508);
	assert_true(str_starts(buf_str(&b), S("items -3000")));
	assert_int_equal(b.p[507], '1');
}

static void test_room(void **state)
{
	struct buf b CLEANUP_BUF = buf_new(300);
	size_t room;
	(void)state;
	char *p = buf_room(&b, 100, &room);
	assert_true(room >= 100 && room <= 300);
	memset(p, 'x', room);
	buf_grew(&b, room);
	assert_int_equal(b.p[b.n], 0);
	p = buf_room(&b, 1000, &room); /* all that the cap leaves */
	assert_int_equal(room, 300 - b.n);
	memset(p, 'y', room);
	buf_grew(&b, room);
	buf_room(&b, 1, &room);
	assert_int_equal(room, 0);
	buf_grew(&b, 0);
	assert_int_equal(b.n, 300);
	assert_true(buf_ok(&b)); /* nothing was lost: there only is no more room */
}

static void test_html(void **state)
{
	struct buf b CLEANUP_BUF = buf_new(1000);
	(void)state;
	buf_add_html(&b, S("<a href=\"x\" id='y'>p < 0.05 & q</a>\xc3\xa9"));
	assert_str(buf_str(&b),
		S("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;p &lt; 0.05 &amp; q&lt;/a&gt;\xc3\xa9"));
	buf_clear(&b);
	buf_add_html(&b, STR_NONE);
	buf_add_html(&b, S("plain"));
	buf_add_html(&b, S("&"));
	assert_str(buf_str(&b), S("plain&amp;"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_caps_at_the_ends),
		cmocka_unit_test(test_cap_below_the_memory),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_printf),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_html),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
