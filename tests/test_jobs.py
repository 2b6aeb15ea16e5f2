"""Background work on both databases: leased, run at least once, taken over, tried again, given up."""

import threading
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select, update

from app import jobs
from app.database import Database, now
from app.jobs import ATTEMPTS, Job, Lease, Worker, announce, enqueue, hold


class Doing:
    """A handler that writes down what it was given, and fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.done: list[dict[str, Any]] = []
        self.failures = failures

    def __call__(self, payload: dict[str, Any]) -> None:
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the kettle is cold")
        self.done.append(payload)


def rows(database: Database) -> list[Job]:
    with database.transaction(read_only=True) as session:
        return list(session.exec(select(Job).order_by(col(Job.id))))


def make_due(database: Database) -> None:
    with database.transaction() as session:
        session.exec(update(Job).values(due_at=now() - timedelta(seconds=1)))


def let_leases_run_out(database: Database) -> None:
    with database.transaction() as session:
        session.exec(update(Job).values(lease_until=now() - timedelta(seconds=1)))


def worker(database: Database, doing: Doing, **facts: tuple[str, ...]) -> Worker:
    return Worker(database, {"boil": doing}, {name.replace("__", "."): jobs for name, jobs in facts.items()})


def put(database: Database, **payload: Any) -> None:
    with database.transaction() as session:
        enqueue(session, "boil", payload)


def test_jobs_run_once_in_order_and_are_gone(database: Database) -> None:
    doing = Doing()
    put(database, pot=1)
    put(database, pot=2)
    one = worker(database, doing)
    assert [one.run_one(), one.run_one(), one.run_one()] == [True, True, False]
    assert doing.done == [{"pot": 1}, {"pot": 2}]
    assert rows(database) == []


def test_what_is_rolled_back_is_not_run(database: Database) -> None:
    with Session(database.engine) as session:
        enqueue(session, "boil", {})
        session.rollback()
    assert not worker(database, Doing()).run_one()


def test_a_job_waits_for_its_time(database: Database) -> None:
    with database.transaction() as session:
        enqueue(session, "boil", {}, after=timedelta(hours=1))
    doing = Doing()
    assert not worker(database, doing).run_one()
    make_due(database)
    assert worker(database, doing).run_one()


def test_a_job_nobody_here_knows_is_left_for_another(database: Database) -> None:
    with database.transaction() as session:
        enqueue(session, "stir", {})
    assert not worker(database, Doing()).run_one()
    assert [job.attempts for job in rows(database)] == [0]


def test_the_same_key_waits_only_once(database: Database) -> None:
    for pot in (1, 2):
        with database.transaction() as session:
            enqueue(session, "boil", {"pot": pot}, key="the pot")
    assert [job.payload for job in rows(database)] == [{"pot": 1}]


def test_what_is_enqueued_while_its_like_runs_runs_after_it(database: Database) -> None:
    runs: list[int] = []

    def again(payload: dict[str, Any]) -> None:
        runs.append(len(runs))
        if len(runs) == 1:
            with database.transaction() as session:
                enqueue(session, "boil", {}, key="the pot")

    with database.transaction() as session:
        enqueue(session, "boil", {}, key="the pot")
    one = Worker(database, {"boil": again}, {})
    assert [one.run_one(), one.run_one(), one.run_one()] == [True, True, False]
    assert runs == [0, 1]


def test_no_worker_begins_a_job_before_the_change_that_asked_for_it_again_is_seen(database: Database) -> None:
    """It waits already; a transaction changes what it will read and enqueues it again: it must run after the commit."""
    with database.transaction() as session:
        enqueue(session, "boil", {}, key="the pot")
        session.add(Lease(name="water", holder="cold", until=now()))
    seen: list[str] = []

    def look(_payload: dict[str, Any]) -> None:
        with database.transaction(read_only=True) as session:
            seen.append(session.get_one(Lease, "water").holder)

    one = Worker(database, {"boil": look}, {})
    with database.transaction() as session:
        session.get_one(Lease, "water").holder = "hot"
        session.flush()
        enqueue(session, "boil", {}, key="the pot")
        thread = threading.Thread(target=one.run_one)
        thread.start()
        thread.join(timeout=1)
    thread.join()
    while one.run_one():
        pass
    assert seen[-1] == "hot"


def test_two_workers_never_share_a_job(database: Database) -> None:
    for pot in range(20):
        put(database, pot=pot)
    doing = Doing()

    def work() -> None:
        one = worker(database, doing)
        while one.run_one():
            pass

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(payload["pot"] for payload in doing.done) == list(range(20))


def test_a_dead_workers_job_is_taken_over(database: Database) -> None:
    put(database, pot=1)
    dead = worker(database, Doing())
    assert dead._lease() is not None
    doing = Doing()
    other = worker(database, doing)
    assert not other.run_one(), "it is still leased"
    let_leases_run_out(database)
    assert other.run_one()
    assert doing.done == [{"pot": 1}]


def test_one_who_comes_back_late_does_not_undo_the_other(database: Database) -> None:
    put(database, pot=1)
    late, other = worker(database, Doing(failures=1)), worker(database, Doing())
    lost = late._lease()
    assert lost is not None
    let_leases_run_out(database)
    taken = other._lease()
    assert taken is not None
    late._put_back(lost, "too late")
    assert [(job.lease_by, job.error) for job in rows(database)] == [(other.name, "")]


def test_a_failure_is_tried_again_later_and_later(database: Database) -> None:
    doing = Doing(failures=2)
    put(database, pot=1)
    one = worker(database, doing)
    waits = []
    for _ in range(2):
        assert one.run_one()
        (job,) = rows(database)
        assert job.error == "the kettle is cold"
        assert job.lease_by is None
        waits.append(job.due_at - now())
        assert not one.run_one(), "it is not due yet"
        make_due(database)
    assert timedelta(seconds=5) < waits[0] < waits[1]
    assert one.run_one()
    assert doing.done == [{"pot": 1}]


def test_after_many_failures_it_is_given_up_until_somebody_retries_it(database: Database) -> None:
    doing = Doing(failures=ATTEMPTS)
    put(database, pot=1)
    one = worker(database, doing)
    for _ in range(ATTEMPTS):
        make_due(database)
        assert one.run_one()
    make_due(database)
    assert not one.run_one()
    with database.transaction() as session:
        (given_up,) = jobs.failed(session)
        jobs.retry(session, given_up.id or 0)
    assert one.run_one()
    assert doing.done == [{"pot": 1}]


def test_a_job_that_kills_its_worker_is_given_up(database: Database) -> None:
    put(database, pot=1)
    one = worker(database, Doing())
    for _ in range(ATTEMPTS):
        assert one._lease() is not None
        let_leases_run_out(database)
    assert one._lease() is None
    (job,) = rows(database)
    assert job.failed_at
    assert job.error


def test_a_fact_wakes_the_jobs_that_wait_for_it(database: Database) -> None:
    doing = Doing()
    with database.transaction() as session:
        announce(session, "kitchen.water_came", "pot-1")
        announce(session, "kitchen.nobody_listens", "pot-2")
    one = worker(database, doing, kitchen__water_came=("boil",))
    while one.run_one():
        pass
    assert doing.done == [{"id": "pot-1"}]
    assert rows(database) == []


def test_there_is_one_holder_of_a_lease(database: Database) -> None:
    assert hold(database, "arxiv", "one", 30)
    assert hold(database, "arxiv", "one", 30), "renewed"
    assert not hold(database, "arxiv", "two", 30)
    assert hold(database, "arxiv", "one", -1)
    assert hold(database, "arxiv", "two", 30), "it had run out"


def test_of_many_at_once_one_holds(database: Database) -> None:
    start, held = threading.Barrier(4), []

    def take(name: str) -> None:
        start.wait()
        held.append(hold(database, "arxiv", name, 30))

    threads = [threading.Thread(target=take, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == [False, False, False, True]
