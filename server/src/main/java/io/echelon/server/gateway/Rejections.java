package io.echelon.server.gateway;

import io.echelon.core.Rejection;
import io.echelon.core.Rejection.AlreadyAMember;
import io.echelon.core.Rejection.AlreadyClosed;
import io.echelon.core.Rejection.BadSession;
import io.echelon.core.Rejection.GroupFull;
import io.echelon.core.Rejection.KeyConflict;
import io.echelon.core.Rejection.NameTaken;
import io.echelon.core.Rejection.NoMatch;
import io.echelon.core.Rejection.NoSuchCommand;
import io.echelon.core.Rejection.NoSuchMember;
import io.echelon.core.Rejection.NoSuchRank;
import io.echelon.core.Rejection.NobodyBelow;
import io.echelon.core.Rejection.NotAMember;
import io.echelon.core.Rejection.NotATarget;
import io.echelon.core.Rejection.NotYours;
import io.echelon.core.Rejection.Self;
import io.echelon.core.Rejection.StaleRevision;
import io.echelon.core.Rejection.TooManyGroups;
import io.echelon.core.Rejection.TooManyOpen;
import io.echelon.core.Rejection.TooMuchWaiting;
import io.echelon.core.Rejection.UnexpectedCount;
import io.echelon.core.Rejection.Upward;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.ReplyWriter;
import org.jspecify.annotations.Nullable;

/// How each rejection of the core reads: its code, its keys, and a sentence that says what to do.
final class Rejections {
    private Rejections() {}

    static ErrorCode code(Rejection rejection) {
        return switch (rejection) {
            case Upward upward -> ErrorCode.UPWARD;
            case Self self -> ErrorCode.SELF;
            case NobodyBelow nobody -> ErrorCode.NOBODY_BELOW;
            case NoSuchMember member -> ErrorCode.NO_SUCH_MEMBER;
            case NoSuchRank rank -> ErrorCode.NO_SUCH_MEMBER;
            case NoMatch match -> ErrorCode.NO_MATCH;
            case StaleRevision stale -> ErrorCode.STALE_REV;
            case UnexpectedCount count -> ErrorCode.EXPECT;
            case KeyConflict conflict -> ErrorCode.KEY_CONFLICT;
            case NotAMember member -> ErrorCode.NOT_A_MEMBER;
            case AlreadyAMember member -> ErrorCode.ALREADY_A_MEMBER;
            case GroupFull full -> ErrorCode.GROUP_FULL;
            case NameTaken taken -> ErrorCode.NAME_TAKEN;
            case BadSession bad -> ErrorCode.BAD_SESSION;
            case TooManyGroups groups -> ErrorCode.TOO_MANY_GROUPS;
            case TooManyOpen open -> ErrorCode.TOO_MANY_OPEN;
            case TooMuchWaiting much -> ErrorCode.TOO_MANY_OPEN;
            case NoSuchCommand command -> ErrorCode.NO_SUCH_COMMAND;
            case NotYours command -> ErrorCode.NOT_YOURS;
            case NotATarget command -> ErrorCode.NOT_A_TARGET;
            case AlreadyClosed command -> ErrorCode.ALREADY_CLOSED;
        };
    }

    static ReplyWriter write(ReplyWriter writer, LineForm form, @Nullable String tag, Rejection rejection) {
        writer.start(form.isCrLf()).error(tag, code(rejection));
        switch (rejection) {
            case Upward upward -> writer.pair("who", 'm', upward.who().number());
            case Self self -> writer.pair("who", 'm', self.who().number());
            case NoSuchMember member -> writer.pair("who", 'm', member.who().number());
            case NoSuchRank rank -> writer.pair("rank", rank.rank());
            case AlreadyAMember member -> writer.pair("id", 'm', member.member().number());
            case GroupFull full -> writer.pair("capacity", full.capacity());
            case TooManyGroups groups -> writer.pair("max", groups.limit());
            case TooManyOpen open -> writer.pair("max", open.limit());
            case TooMuchWaiting much -> writer.pair("max", much.limitBytes());
            case StaleRevision stale -> writer.pair("rev", stale.revision());
            case UnexpectedCount count -> writer.pair("want", count.expected()).pair("got", count.count());
            case KeyConflict conflict -> writer.pair("id", conflict.command().number());
            case NameTaken taken -> {}
            case BadSession bad -> {}
            case NobodyBelow nobody -> {}
            case NoMatch match -> {}
            case NotAMember member -> {}
            case NoSuchCommand command -> {}
            case NotYours command -> {}
            case NotATarget command -> {}
            case AlreadyClosed command -> {}
        }
        return writer.text(text(rejection)).end();
    }

    private static String text(Rejection rejection) {
        return switch (rejection) {
            case Upward up ->
                up.who() + " (rank " + up.rank() + ") is senior to you (rank " + up.ownRank()
                        + "); commands go down only";
            case Self self -> self.who() + " is you; commands go down only";
            case NobodyBelow nobody -> "nobody is ranked below you yet";
            case NoSuchMember member -> "there is no " + member.who() + " here; WHO lists who is";
            case NoSuchRank rank when rank.size() == 0 -> "nobody has rank " + rank.rank() + "; nobody is here";
            case NoSuchRank rank -> "nobody has rank " + rank.rank() + "; there are ranks 0 to " + (rank.size() - 1);
            case NoMatch match -> "the target matches nobody; WHO lists who is here";
            case StaleRevision stale -> "the roster has changed; its revision is " + stale.revision();
            case UnexpectedCount count ->
                "the target comes to " + count.count() + (count.count() == 1 ? " member" : " members") + ", not "
                        + count.expected() + "; nothing was sent";
            case KeyConflict conflict ->
                "this key was used for command " + conflict.command().number()
                        + ", which was another; take another key";
            case NotAMember member -> "take a place first, with JOIN";
            case AlreadyAMember member ->
                "you are " + member.member() + " in " + member.group() + "; LEAVE first to join anew";
            case GroupFull full -> full.group() + " is full; try again when somebody has left";
            case NameTaken taken -> "somebody has this name, and names are unique here; take another";
            case BadSession bad -> "this session is not known, or its place is gone; JOIN anew";
            case TooManyGroups groups -> "there are " + groups.limit() + " groups already; join one of them";
            case TooManyOpen open -> "the limit of " + open.limit() + " is reached; wait until a command is closed";
            case TooMuchWaiting much ->
                "the commands that wait have as many bytes as they may; wait until some are sent";
            case NoSuchCommand command ->
                "there is no command " + command.command().number() + ", or it is too long ago";
            case NotYours command ->
                "command " + command.command().number()
                        + " is its sender's and the seniors' of that; its targets may only see it";
            case NotATarget command -> "command " + command.command().number() + " was not sent to you";
            case AlreadyClosed command ->
                "command " + command.command().number() + " has closed, or nothing is awaited from you:"
                        + " you have answered, or joined without results=yes";
        };
    }
}
