package io.echelon.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers from 1 on, as options.
final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
        int count;
        try {
            count = Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a number: " + word);
        }
        if (count < 1) {
            throw new TypeConversionException("at least 1, not " + word);
        }
        return count;
    }
}
