"""A voice for every speaker: what people wrote down, the narrator, then all others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from script.model import NARRATOR, Device
from script.text.language_tags import plain_tag
from voices.cast import Cast, SpeakerShare, VoiceProfile, Wish
from voices.casting.candidates import STRANGE, Candidates, Distance, accent_of, key_of, usable_voices
from voices.casting.cast_cost import Listener
from voices.casting.cast_search import Director
from voices.casting.devices import device_effects
from voices.casting.roles import Company, Role, exchanges_of, likenesses, pairs_of, roles_of
from voices.engines.speech_engine import VoiceInfo


def choose_voices(
    speakers: Sequence[SpeakerShare],
    exchanges: Iterable[tuple[str, str, int]],
    voices: Sequence[VoiceInfo],
    distance: Distance,
    language: str,
    narrator_is: str | None,
    fixed: Mapping[str | None, Wish] | None = None,
    *,
    narrators: Sequence[VoiceInfo] = (),
    scenes: Iterable[Iterable[str]] = (),
    chapters: Iterable[Iterable[str]] = (),
) -> Cast:
    """A profile for every speaker, for the narrator and for whoever is unknown.

    `exchanges` counts how often two speakers' lines follow each other, `scenes` and `chapters` are who speaks in each;
    `voices` may be of several engines, the best narrator first; `narrators` are those for the narrator, if not the
    same; `narrator_is` is the character who tells a first-person book and shares the narrator's voice. The accent is
    that of `language`, or else the narrator's. `fixed` is what a person wrote (`voices_file.parse_cast`): it stays, and
    new profiles keep away from it. A device of which it says nothing sounds like one. All profiles differ until the
    voices of a gender run out at every pitch and rate; then minor speakers share, not with somebody they talk with, or
    who is heard in the same scene or chapter, if that can be helped. Raises `EngineError` if there is no voice at all.
    """
    wishes = dict(fixed or {})
    listed = {share.name for share in speakers}
    # Who is written down but no longer in the story keeps a voice, too.
    speakers = [*speakers, *(SpeakerShare(name, 0, 0) for name in wishes if name not in listed)]
    like = likenesses(speakers, wishes, narrator_is)
    roles = roles_of(speakers, like, {name: wish.accent for name, wish in wishes.items()})
    home = language if "-" in plain_tag(language) else ""
    wanted = {home, *(role.accent or "" for role in roles)}
    narrating = usable_voices(narrators or voices, distance, language, wanted)
    usable = sorted(usable_voices(voices, distance, language, wanted), key=key_of)
    chosen = _with_narrator(_written(wishes), roles, Candidates(narrating, distance, home))
    if home:
        candidates = Candidates(usable, distance, home)
    else:
        candidates = Candidates(usable, distance, accent_of(chosen.get(NARRATOR), (*narrating, *voices)), STRANGE)
    company = Company(exchanges_of(exchanges, like), pairs_of(scenes, like), pairs_of(chapters, like))
    chosen = Director(candidates, roles, Listener(candidates, roles, company)).fill(chosen)
    return _cast(speakers, wishes, like, chosen)


def _written(wishes: Mapping[str | None, Wish]) -> dict[str | None, VoiceProfile]:
    """The profiles of those who were given a voice by hand."""
    return {
        name: wish.on(VoiceProfile(wish.engine, wish.voice))
        for name, wish in wishes.items()
        if wish.engine is not None and wish.voice is not None
    }


def _with_narrator(
    chosen: Mapping[str | None, VoiceProfile], roles: Iterable[Role], candidates: Candidates
) -> dict[str | None, VoiceProfile]:
    """The profiles and the narrator's, where that is a role to be filled."""
    narrating = (role for role in roles if role.name == NARRATOR and NARRATOR not in chosen)
    return {**chosen, **{role.name: _narrator(role, candidates, chosen) for role in narrating}}


def _cast(
    speakers: Sequence[SpeakerShare],
    wishes: Mapping[str | None, Wish],
    like: Mapping[str | None, str],
    chosen: Mapping[str | None, VoiceProfile],
) -> Cast:
    """The Cast: each speaker's own profile or another's, with all that was wished of them on top."""

    devices = {share.name: share.device for share in speakers}

    def resolved(name: str | None) -> VoiceProfile:
        if name in like:
            return wishes.get(name, Wish()).on(resolved(like[name]))
        # Who is written down was cast before, or by a person: what isn't said there is meant to be normal.
        return wishes[name].on(chosen[name]) if name in wishes else _as_device(devices.get(name), chosen[name])

    names = sorted(share.name for share in speakers if share.name is not None and share.name != NARRATOR)
    return Cast(resolved(NARRATOR), resolved(None), {name: resolved(name) for name in names}, like)


def _as_device(device: Device | None, profile: VoiceProfile) -> VoiceProfile:
    """The profile of somebody new; a device sounds like one."""
    return replace(profile, effects=device_effects(device))


def _narrator(role: Role, candidates: Candidates, cast: Mapping[str | None, VoiceProfile]) -> VoiceProfile:
    """The engine's first voice that suits and that one can listen to for hours: well understood, in the middle of its
    band, at the normal rate. One that somebody was given by hand only if there is no other."""
    cost = candidates.misfit(role.gender, role.age, role.accent, leads=True) + candidates.strangeness
    cost += candidates.discomfort(role.gender)
    for profile in cast.values():
        cost += 1.0 * candidates.same(profile)
    # The same cost: the first that the engine lists.
    return candidates.profile(int(np.argmin(np.round(cost, 9))))
