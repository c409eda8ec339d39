"""Who is at the desk: signing in and out, invitations, accounts, and what each role may do.

    MaybePerson = Annotated[Person | None, Depends(who)]
    Reader = Annotated[Person, Depends(needs("reader"))]

`needs` also checks that a form which writes is ours, so that no route has to think of it; the form carries
`<input type="hidden" name="token" value="{{ csrf(request) }}">`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from according.desk import problems, render
from according.desk.guarding import SAFE_METHODS, check_form, cookie_name, is_loopback, own_path
from according.desk.pages import At, Desk
from according.errors import AccountError, NotAllowedError, NotOnRecordError, SettingError, SignInError
from according.record import people
from according.record.people import Person, Role
from according.record.record import Record
from according.record.words import name_key

__all__ = [
    "Analyst", "MaybePerson", "Person", "Reader", "Role", "ask_to_sign_in", "enter", "may_listen", "needs", "router",
    "who",
]  # fmt: skip

# What everybody may open where reading needs a sign-in: the ways in, and what a secret token is for:
# the place that a letter leads to, a feed of somebody's own.
OPEN_TO_ALL = ("/sign-in", "/invitations/{token}", "/subscriptions/{token}", "/feeds/{token}.atom")

_SESSION_COOKIE = "according"
_WRONG = "There is no account with this name and this password."

router = APIRouter()


def enter(request: Request, desk: At) -> None:
    """Find out who asks, before anything is answered.

    Raises:
        SignInError: one has to sign in even to read here.
    """
    token = request.cookies.get(cookie_name(request, _SESSION_COOKIE), "")
    person = _in_session(desk.record, token) if token else None
    local = None if person else _local_person(request, desk.record)
    request.state.person = person or local
    request.state.local = local is not None
    request.state.form_secret = token if person else request.app.state.form_secret if local else None
    reads = person or local or request.app.state.open_reading or request.scope["route"].path in OPEN_TO_ALL
    if not reads:
        raise SignInError("This desk is for people who have an account; sign in to read.")


def who(request: Request) -> Person | None:
    """Who asks; None: somebody who has not signed in."""
    person: Person | None = request.state.person
    return person


def needs(role: Role) -> Callable[[Request], Awaitable[Person]]:
    """A dependency that gives the person who asks, where they have this role and, to write, send a form of ours.

    The dependency raises:
        SignInError: nobody has signed in.
        NotAllowedError: the person has not this role, or the form is not ours.
        TooManyError: this is done too often.
    """

    async def check(request: Request) -> Person:
        person = who(request)
        if person is None:
            raise SignInError("This is for people who have an account; sign in first.")
        if role == "analyst" and person.role != "analyst":
            raise NotAllowedError("This is for analysts, and your account is a reader’s.")
        if request.method not in SAFE_METHODS:
            await check_form(request)
            if not request.state.local:
                request.app.state.limits.note(request, person.id)
        return person

    return check


MaybePerson = Annotated[Person | None, Depends(who)]
Reader = Annotated[Person, Depends(needs("reader"))]
Analyst = Annotated[Person, Depends(needs("analyst"))]
Text = Annotated[str, Form()]


def may_listen(record: str, hosts: Sequence[str]) -> None:
    """Refuse to answer where others can reach the desk as long as nobody has an account.

    Args:
        record: as for `create_app`.
        hosts: the address to listen on, and the names by which others reach the desk through a server before it.

    Raises:
        SettingError: one of them is not this machine's own, and nobody has an account.
    """
    others = [host for host in hosts if not is_loopback(host)]
    if not others:
        return
    with Record.open(record) as opened, opened.asking() as connection:
        if not people.has_accounts(connection):
            raise SettingError(
                f"On {others[0]} others can reach the desk, and nobody has an account; make one for yourself first: "
                "according people add NAME --role analyst."
            )


@router.get("/sign-in")
def sign_in_form(request: Request, to: Annotated[str, Query(alias="next")] = "") -> Response:
    """The form to sign in with."""
    return render.page("sign_in.html", "/account", request=request, to=own_path(to), name="", trouble=None)


@router.post("/sign-in", dependencies=[Depends(check_form)])
def sign_in(
    request: Request, desk: At, name: Text = "", password: Text = "", to: Annotated[str, Form(alias="next")] = ""
) -> Response:
    """Begin a session, and lead to where one wanted to go."""
    request.app.state.limits.note_sign_in(request, name_key(name))
    with desk.record.asking() as connection:
        found = people.recognise(connection, name, password)
    if found is None:
        values = {"to": own_path(to), "name": name, "trouble": _WRONG}
        return render.page("sign_in.html", "/account", 401, request=request, **values)
    person, outdated = found
    if outdated:
        with desk.record.changing() as connection:
            people.rehash(connection, person.id, outdated)
    return _signed_in(request, desk.record, person, own_path(to))


@router.post("/sign-out")
def sign_out(request: Request, desk: At, _: Reader) -> Response:
    """End the session."""
    _end_session(request, desk.record)
    answer = RedirectResponse("/", 303)
    name = cookie_name(request, _SESSION_COOKIE)
    answer.delete_cookie(name, secure=_is_https(request), httponly=True, samesite="lax")
    return answer


@router.get("/account")
def account(request: Request, desk: At, person: Reader) -> Response:
    """One's own account; for analysts, who else has one."""
    return _account(request, desk.record, person)


@router.post("/account")
def make_account(request: Request, desk: At, person: Analyst, name: Text = "", password: Text = "") -> Response:
    """Make the first account, by the one person who worked here without."""
    if not request.state.local:
        raise NotAllowedError("Accounts are made by invitation, once there is one.")
    try:
        with desk.record.changing() as connection:
            made = people.add(connection, name, password, "analyst")
    except AccountError as error:
        return _account(request, desk.record, person, str(error), name)
    return _signed_in(request, desk.record, made, "/account")


@router.post("/account/password")
def change_password(request: Request, desk: At, person: Reader, password: Text = "", new: Text = "") -> Response:
    """Change one's password, which ends one's sessions everywhere else."""
    with desk.record.asking() as connection:
        right = people.recognise(connection, person.name, password)
    if right is None:
        return _account(request, desk.record, person, "The present password is not right.")
    try:
        with desk.record.changing() as connection:
            people.set_password(connection, person.id, new)
    except AccountError as error:
        return _account(request, desk.record, person, str(error))
    return _signed_in(request, desk.record, person, "/account")


@router.post("/invitations")
def invite(request: Request, desk: At, person: Analyst, role: Text = "reader") -> Response:
    """Make an invitation and show its link, this once."""
    if role not in people.ROLES:
        raise AccountError(f"A role is reader or analyst, not {role!r}.")
    with desk.record.changing() as connection:
        token = people.invite(connection, role)
    return _account(request, desk.record, person, link=f"{str(request.base_url).rstrip('/')}/invitations/{token}")


@router.get("/invitations/{token}")
def invitation(request: Request, desk: At, token: str) -> Response:
    """The form by which somebody who was invited makes an account."""
    return render.page("invitation.html", request=request, token=token, role=_role(desk, token), name="", trouble=None)


@router.post("/invitations/{token}", dependencies=[Depends(check_form)])
def accept(request: Request, desk: At, token: str, name: Text = "", password: Text = "") -> Response:
    """Make the account that an invitation is for, and sign in with it."""
    request.app.state.limits.note_sign_in(request, "")
    role = _role(desk, token)
    try:
        with desk.record.changing() as connection:
            made = people.accept(connection, token, name, password)
    except AccountError as error:
        values = {"token": token, "role": role, "name": name, "trouble": str(error)}
        return render.page("invitation.html", status=422, request=request, **values)
    return _signed_in(request, desk.record, made, "/")


def ask_to_sign_in(request: Request, error: SignInError) -> Response:
    """Lead somebody who only wanted to look to the form, and back; refuse what they wanted to send."""
    if request.method not in SAFE_METHODS or problems.for_programs(request):
        return problems.said(request, 401, "Sign in", str(error))
    there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?{urlencode({'next': there})}", 303)


def _role(desk: Desk, token: str) -> Role:
    with desk.record.asking() as connection:
        role = people.invited(connection, token)
    if role is None:
        raise NotOnRecordError("This invitation was used, or is too old, or there never was one; ask for a new one.")
    return role


def _account(
    request: Request, record: Record, person: Person, trouble: str = "", name: str = "", link: str = ""
) -> Response:
    with record.asking() as connection:
        everybody = people.accounts(connection) if person.role == "analyst" else []
    values = {"person": person, "local": request.state.local, "everybody": everybody, "name": name}
    status = 422 if trouble else 200
    return render.page("account.html", "/account", status, request=request, trouble=trouble, link=link, **values)


def _signed_in(request: Request, record: Record, person: Person, to: str) -> Response:
    """Lead on in a new session; the one before, whoever began it, is over."""
    _end_session(request, record)
    with record.changing() as connection:
        token = people.begin_session(connection, person.id)
    answer = RedirectResponse(to, 303)
    answer.set_cookie(
        cookie_name(request, _SESSION_COOKIE),
        token,
        max_age=int(people.SESSION_LASTS.total_seconds()),
        secure=_is_https(request),
        httponly=True,
        # Strict would show people as strangers whenever they follow a link in a letter. No address that is only
        # opened changes anything, and no form of another site gets this cookie.
        samesite="lax",
    )
    return answer


def _end_session(request: Request, record: Record) -> None:
    token = request.cookies.get(cookie_name(request, _SESSION_COOKIE))
    if token:
        with record.changing() as connection:
            people.end_session(connection, token)


def _in_session(record: Record, token: str) -> Person | None:
    with record.asking() as connection:
        return people.in_session(connection, token)


def _local_person(request: Request, record: Record) -> Person | None:
    """The one person who needs no account: asking from this very machine, where nobody has one.

    A proxy in front says for whom it asks (X-Forwarded-For), and the server believes it: that is nobody here.
    """
    if request.client is None or not is_loopback(request.client.host):
        return None
    with record.asking() as connection:
        if people.has_accounts(connection):
            return None
        known = people.local_person(connection)
    if known is not None:
        return known
    with record.changing() as connection:
        return people.make_local_person(connection)


def _is_https(request: Request) -> bool:
    return request.url.scheme == "https"
