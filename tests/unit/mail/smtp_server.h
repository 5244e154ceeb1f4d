/* smtp_server: a very small mail server on loopback, on a thread, for tests. It answers each
 * command as its script says and keeps what it was told. */
#ifndef TEST_SMTP_SERVER_H
#define TEST_SMTP_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

/* What is answered to what. NULL: nothing, for ever. "": the connection is closed. */
struct smtp_script {
	const char *greeting, *ehlo, *mail, *rcpt, *data, *end;
};
#define SMTP_WELL \
	.greeting = "220 test ESMTP", .ehlo = "250-test\r\n250 SIZE 1000000", .mail = "250 OK", \
	.rcpt = "250 OK", .data = "354 go on", .end = "250 2.0.0 stored"

struct smtp_server {
	struct smtp_script script;
	int listener, stop[2], port;
	pthread_t thread;
	struct buf told; /* all lines of all commands */
	struct buf last; /* the last message, as it came: dots doubled, without the line that ends it */
	int connections, messages;
};

/* Waits for bytes or for the end of the test. */
static inline bool smtp_server_wait(struct smtp_server *s, int fd)
{
	struct pollfd ready[] = {{.fd = fd, .events = POLLIN}, {.fd = s->stop[0], .events = POLLIN}};
	return poll(ready, 2, -1) > 0 && !ready[1].revents;
}

static inline bool smtp_server_line(struct smtp_server *s, int fd, struct buf *line)
{
	char c;
	buf_clear(line);
	while (smtp_server_wait(s, fd) && recv(fd, &c, 1, 0) == 1) {
		buf_add_char(line, c);
		if (c == '\n')
			return true;
	}
	return false;
}

/* False when the connection is over. */
static inline bool smtp_server_say(struct smtp_server *s, int fd, const char *answer)
{
	char end[1];
	if (!answer) {
		while (smtp_server_wait(s, fd) && recv(fd, end, 1, 0) == 1) {}
		return false;
	}
	struct buf line CLEANUP_BUF = buf_new(2048);
	buf_addf(&line, "%s\r\n", answer);
	return *answer && send(fd, line.p, line.n, MSG_NOSIGNAL) == (ssize_t)line.n;
}

static inline bool smtp_server_message(struct smtp_server *s, int fd, struct buf *line)
{
	buf_clear(&s->last);
	while (smtp_server_line(s, fd, line)) {
		if (str_eq(buf_str(line), S(".\r\n"))) {
			s->messages++;
			return smtp_server_say(s, fd, s->script.end);
		}
		buf_add(&s->last, buf_str(line));
	}
	return false;
}

static inline bool smtp_server_command(struct smtp_server *s, int fd, struct buf *line)
{
	const struct {
		struct str word;
		const char *answer;
	} answers[] = {
		{S("EHLO"), s->script.ehlo},
		{S("HELO"), "250 test"},
		{S("MAIL"), s->script.mail},
		{S("RCPT"), s->script.rcpt},
		{S("QUIT"), "221 bye"},
		{S("AUTH"), "535 5.7.8 no"},
	};
	buf_add(&s->told, buf_str(line));
	if (str_istarts(buf_str(line), S("DATA")))
		return smtp_server_say(s, fd, s->script.data) &&
			(s->script.data[0] != '3' || smtp_server_message(s, fd, line));
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (str_istarts(buf_str(line), answers[i].word))
			return smtp_server_say(s, fd, answers[i].answer);
	return smtp_server_say(s, fd, "500 what?");
}

static inline void *smtp_server_run(void *user)
{
	struct smtp_server *s = user;
	struct buf line CLEANUP_BUF = buf_new(4096);
	while (smtp_server_wait(s, s->listener)) {
		int fd = accept(s->listener, NULL, NULL);
		s->connections++;
		bool open = smtp_server_say(s, fd, s->script.greeting);
		while (open && smtp_server_line(s, fd, &line))
			open = smtp_server_command(s, fd, &line);
		close(fd);
	}
	return NULL;
}

static inline void smtp_server_start(struct smtp_server *s, struct smtp_script script)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof address;
	*s = (struct smtp_server){.script = script, .told = buf_new(1 << 20), .last = buf_new(1 << 22)};
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(s->listener, (struct sockaddr *)&address, n) || listen(s->listener, 8) ||
			getsockname(s->listener, (struct sockaddr *)&address, &n) || pipe(s->stop),
		0);
	s->port = ntohs(address.sin_port);
	assert_int_equal(pthread_create(&s->thread, NULL, smtp_server_run, s), 0);
}

/* From here on what it was told may be read. */
static inline void smtp_server_end(struct smtp_server *s)
{
	assert_int_equal(write(s->stop[1], "x", 1), 1);
	pthread_join(s->thread, NULL);
	close(s->listener);
	close(s->stop[0]);
	close(s->stop[1]);
}

static inline void smtp_server_free(struct smtp_server *s)
{
	buf_free(&s->told);
	buf_free(&s->last);
}

#endif
