#include "fetch/reactor.h"

#include <assert.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"

enum { EVENTS = 64, LONGEST_WAIT = 1000 /* ms */ };

/* libcurl wants to know of a socket, or no longer. `known` is what curl_multi_assign has set: NULL
 * until the socket was added to epoll. libcurl removes a socket before closing it. */
static int on_interest(CURL *easy, curl_socket_t socket, int what, void *user, void *known)
{
	struct reactor *r = user;
	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(r->epoll, EPOLL_CTL_DEL, socket, NULL);
		return 0;
	}
	struct epoll_event event = {.data.fd = socket};
	event.events = (what & CURL_POLL_IN ? EPOLLIN : 0U) | (what & CURL_POLL_OUT ? EPOLLOUT : 0U);
	epoll_ctl(r->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
	if (!known)
		curl_multi_assign(r->multi, socket, r);
	return 0;
}

static int on_timer(CURLM *multi, long milliseconds, void *user)
{
	struct reactor *r = user;
	(void)multi;
	r->timer = milliseconds < 0 ? INT64_MAX : milliseconds == 0 ? 0 : clock_ms() + milliseconds;
	return 0;
}

bool reactor_open(struct reactor *r, struct err *err)
{
	r->timer = INT64_MAX;
	bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	r->multi = started ? curl_multi_init() : NULL;
	r->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!r->multi || r->epoll < 0)
		return err_set_kind(err, ERR_SYSTEM, "libcurl could not be started");
	curl_multi_setopt(r->multi, CURLMOPT_SOCKETFUNCTION, on_interest);
	curl_multi_setopt(r->multi, CURLMOPT_SOCKETDATA, r);
	curl_multi_setopt(r->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(r->multi, CURLMOPT_TIMERDATA, r);
	return true;
}

void reactor_close(struct reactor *r)
{
	curl_multi_cleanup(r->multi);
	if (r->epoll >= 0)
		close(r->epoll);
	curl_global_cleanup();
}

/* Milliseconds for epoll_wait. */
static int wait_until(int64_t until)
{
	if (until == 0)
		return 0;
	int64_t wait = until - clock_ms();
	return wait < 0 ? 0 : wait > LONGEST_WAIT ? LONGEST_WAIT : (int)wait;
}

static int flags_of(uint32_t events)
{
	return (events & EPOLLIN ? CURL_CSELECT_IN : 0) | (events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
		(events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
}

void reactor_turn(struct reactor *r, int64_t until)
{
	struct epoll_event events[EVENTS];
	int running;
	assert(r->multi && r->epoll >= 0);
	int n = epoll_wait(r->epoll, events, EVENTS, wait_until(r->timer < until ? r->timer : until));
	for (int i = 0; i < n; i++)
		curl_multi_socket_action(r->multi, events[i].data.fd, flags_of(events[i].events), &running);
	if (r->timer == 0 || (r->timer != INT64_MAX && r->timer <= clock_ms())) {
		r->timer = INT64_MAX;
		curl_multi_socket_action(r->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	}
}
