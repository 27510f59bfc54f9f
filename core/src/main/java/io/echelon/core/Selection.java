package io.echelon.core;

/// What a [Target] comes to at one moment: somebody, or a reason.
sealed interface Selection permits Recipients, Rejection {}
