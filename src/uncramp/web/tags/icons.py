"""Our own icons: drawn on a grid of 24 (safety signs 32, the wave 48 x 24), one stroke, round ends, no fill."""

from __future__ import annotations

from types import MappingProxyType

#: name -> what stands inside the svg element
ICONS = MappingProxyType(
    {
        # The mark: a wave that lets go, tight at first, then level.
        "wave": '<path d="M2 12C4 1 6.2 1 8.4 12s4.2 11 6.2 0 3.6-8.5 5.4 0 3.4 7 5.2 0 3-5 4.6 0 2.8 3.2 4.6 0h11.6"/>',
        "today": '<circle cx="12" cy="12" r="4"/><path d="M12 3v1.8M12 19.2V21M3 12h1.8M19.2 12H21M5.6 5.6l1.3 1.3'
        'M17.1 17.1l1.3 1.3M18.4 5.6l-1.3 1.3M6.9 17.1l-1.3 1.3"/>',
        "diary": '<path d="M6 3.75h10.5a2 2 0 0 1 2 2v12.5a2 2 0 0 1-2 2H6zM9.25 8.5h6M9.25 12h4"/>',
        "findings": '<path d="M4 6.75h8.5M4 12h12M4 17.25h6"/><circle cx="15.5" cy="6.75" r="1.6"/>'
        '<circle cx="18.75" cy="12" r="1.4"/><circle cx="13" cy="17.25" r="1.6"/>',
        "files": '<path d="M12 4v10.25M7.75 10.25 12 14.5l4.25-4.25M4.75 16.5v2a1.75 1.75 0 0 0 1.75 1.75h11'
        'a1.75 1.75 0 0 0 1.75-1.75v-2"/>',
        "note": '<path d="M12 5v14M5 12h14"/>',
        "settings": '<path d="M4 7.25h8.5M17.5 7.25H20M4 16.75h2.5M11.5 16.75H20"/><circle cx="15" cy="7.25" r="2.25"/>'
        '<circle cx="9" cy="16.75" r="2.25"/>',
        "back": '<path d="M14.75 5.5 8.25 12l6.5 6.5"/>',
        "go": '<path d="m9.25 5.5 6.5 6.5-6.5 6.5"/>',
        "close": '<path d="m6 6 12 12M18 6 6 18"/>',
        "check": '<path d="m5 12.75 4.25 4.25L19 7.25"/>',
        "change": '<path d="m5 19 .9-3.9L16.4 4.6a1.6 1.6 0 0 1 2.3 0l.7.7a1.6 1.6 0 0 1 0 2.3L8.9 18.1z"/>',
        "drink": '<path d="M7 4.5h10l-1.25 15h-7.5zM7.5 10h9"/>',
        "meal": '<path d="M4 11.5h16a8 8 0 0 1-16 0zM9 8c-1-1.4 1-2.4 0-4M14 8c-1-1.4 1-2.4 0-4"/>',
        "stretch": '<circle cx="8" cy="4.75" r="1.9"/><path d="m8 9 .75 6H15l4.5-2.5M8.75 15 5.5 20M8.25 11l4.75 1.25"/>',
        "night": '<path d="M19.5 14.25A8 8 0 0 1 9.75 4.5a8 8 0 1 0 9.75 9.75z"/>',
        "session": '<circle cx="14.5" cy="4.75" r="1.9"/><path d="m6 10 4-2.25 3.5 1.5-2.25 5L15 17v4M11.25 14.25 9.5 17.5'
        'l-4.5.75M13.5 9.25l1.75 2.5 3.25.5"/>',
        "symptom": '<path d="M12 4.5v9M12 18.75v.5"/><circle cx="12" cy="12" r="9"/>',
        "warm_up": '<path d="M12 3.5c.5 3 4.5 4.75 4.5 9.25a4.5 4.5 0 0 1-9 0c0-2 1-3 1.75-4.25.5 1.25 1 1.5 1.75 1.5'
        ' 0-2.5 0-4.5 1-6.5z"/>',
        "massage": '<path d="M4 9c3-2 5-2 8 0s5 2 8 0M4 15c3-2 5-2 8 0s5 2 8 0"/>',
        "heat_therapy": '<rect x="4" y="12.5" width="16" height="7" rx="2"/><path d="M8 9.5c-1-1.6 1-2.6 0-4.25M12 9.5'
        'c-1-1.6 1-2.6 0-4.25M16 9.5c-1-1.6 1-2.6 0-4.25"/>',
        "body_mass": '<rect x="4" y="5" width="16" height="14.5" rx="3"/><path d="M8 9.5a6 6 0 0 1 8 0l-2 2.25h-4zM12 11.5'
        'l1-2"/>',
        "body_signal": '<path d="M3.5 12.5h4l2-5 3.5 10 2.5-7 1.25 2h3.75"/>',
        "check_in": '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 10h.01M15.5 10h.01M8.5 14.5c2 1.75 5 1.75 7 0"/>',
        "supplement": '<rect x="3.75" y="8.5" width="16.5" height="7" rx="3.5" transform="rotate(-35 12 12)"/>'
        '<path d="m10 9.25 4 5.5"/>',
        "medication": '<path d="M8 4h8v3H8zM7 7h10a1 1 0 0 1 1 1v11a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19V8a1 1 0 0 1 1-1z'
        'M12 11v6M9 14h6"/>',
        "observation_period": '<path d="M3.5 12S6.5 6.5 12 6.5 20.5 12 20.5 12s-3 5.5-8.5 5.5S3.5 12 3.5 12z"/>'
        '<circle cx="12" cy="12" r="2.5"/>',
        "quiet": '<circle cx="12" cy="12" r="6.5"/>',
        "known": '<circle cx="9" cy="12" r="5.25"/><circle cx="15" cy="12" r="5.25"/>',
        "partly": '<circle cx="12" cy="12" r="8"/><path d="M12 4v16M12 8h6.25M12 12h8M12 16h6.25"/>',
        "nothing": '<path d="M5 12h2.5M10.75 12h2.5M16.5 12H19"/>',
        "stopped": '<path d="M8.6 3.75h6.8l4.85 4.85v6.8l-4.85 4.85H8.6L3.75 15.4V8.6zM9.25 9.25l5.5 5.5M14.75 9.25l-5.5 5.5"/>',
        "waiting": '<path d="M6 12h.01M12 12h.01M18 12h.01"/>',
        "phone": '<path d="m7.2 3.75 2.3 4.75-2 1.6a13 13 0 0 0 6.4 6.4l1.6-2 4.75 2.3v3a1.6 1.6 0 0 1-1.7 1.6'
        'C10.4 20.8 3.2 13.6 2.6 5.45a1.6 1.6 0 0 1 1.6-1.7z"/>',
        "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 3v1.8M12 19.2V21M3 12h1.8M19.2 12H21M5.6 5.6l1.3 1.3'
        'M17.1 17.1l1.3 1.3M18.4 5.6l-1.3 1.3M6.9 17.1l-1.3 1.3"/>',
        "look": '<path d="M3.5 12S6.5 6.5 12 6.5 20.5 12 20.5 12s-3 5.5-8.5 5.5S3.5 12 3.5 12z"/>'
        '<circle cx="12" cy="12" r="2.5"/>',
        # Safety signs.
        "sign_breath": '<path d="M16 5v9M16 14c-.4 2.6-2.3 3.6-3.8 5.6-1.4 2-1.9 5.4-4.4 5.4-2.7 0-3.8-3.6-3.3-7.4'
        'S7.7 9 10.3 9c2.2 0 2.7 2.6 2.7 5.4M16 14c.4 2.6 2.3 3.6 3.8 5.6 1.4 2 1.9 5.4 4.4 5.4 2.7 0 3.8-3.6 3.3-7.4'
        'S24.3 9 21.7 9c-2.2 0-2.7 2.6-2.7 5.4"/>',
        "sign_head": '<path d="M19.5 27.5v-3.75h3.25a2 2 0 0 0 2-2v-4l2.75-1-2.75-5C24.25 7.5 20.5 4.5 15.75 4.5'
        ' 9.8 4.5 5 9 5 14.75c0 3.25 1.5 5.75 3.75 7.5v5.25M11.5 12.5c1-2 3-2 4.25 0s3.25 2 4.25 0"/>',
        "sign_numb": '<path d="M11 4c-1 6-5 9-5 14 0 4 2 7 4 10M21 4c1 6 5 9 5 14 0 4-2 7-4 10M16 15v13"/>'
        '<path d="M12 12h.01M16 10h.01M20 12h.01"/>',
        "sign_cold": '<path d="M16 4v24M5.6 10l20.8 12M26.4 10 5.6 22M13 6.5l3 3 3-3M13 25.5l3-3 3 3"/>',
        "sign_rising": '<path d="m4 25.5 7-7 5 4L26.75 8M20 7.5h7v7"/>',
        "sign_urine": '<path d="M16 4c5 7 8 10.5 8 15a8 8 0 0 1-16 0c0-4.5 3-8 8-15zM12 19.25a4 4 0 0 0 4 4"/>',
        "sign_swollen": '<path d="M8.5 3.5c0 6-4 8-4 14 0 5 3 6.5 3 11M13.5 3.5v25M21.5 3.5c0 5-1 8-1 12s1.5 8 1.5 13'
        'M26.5 3.5c0 5 0 8-.5 12s-.5 8.5-1 13"/>',
        "sign_injury": '<path d="m17.5 3.5-4 9.5 6.5 1-9.5 14.5L14 18l-6.5-1z"/>',
        "sign_heat": '<path d="M13 5.5a3 3 0 0 1 6 0V18a6 6 0 1 1-6 0zM16 12v9.5M23.5 8h3.5M23.5 13h3.5"/>',
        "sign_clock": '<circle cx="16" cy="17" r="11"/><path d="M16 10.5V17l4.75 3M13 3h6"/>',
        "sign_card": '<rect x="4.5" y="7.5" width="23" height="17" rx="3"/><path d="M9.5 13h6M12.5 10v6M19 12h4.5M19 16h4.5M9.5 20.5h14"/>',
        "sign_other": '<circle cx="16" cy="16" r="11.5"/><path d="M16 9.5v8.5M16 22.25v.25"/>',
    }
)

#: picture id of a sign's sheet -> icon
SIGN_PICTURES = MappingProxyType(
    {
        "lungs": "sign_breath", "head": "sign_head", "pelvis": "sign_numb", "snow": "sign_cold", "rising": "sign_rising",
        "card": "sign_card", "drop": "sign_urine", "leg": "sign_swollen", "bolt": "sign_injury", "sun": "sign_heat",
        "clock": "sign_clock",
    }
)

#: names whose grid is not 24 x 24
_GRIDS = {"wave": "0 0 48 24"}


def svg(name: str, extra: str = "") -> str:
    """Give one icon as an svg element that screen readers pass over; KeyError for a name we never drew."""
    grid = _GRIDS.get(name) or ("0 0 32 32" if name.startswith("sign_") else "0 0 24 24")
    classes = " ".join(part for part in ("icon", "wave" if name == "wave" else "", extra) if part)
    return f'<svg class="{classes}" viewBox="{grid}" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
